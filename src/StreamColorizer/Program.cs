using StreamColorizer.Commands;

return await CommandLine.RunAsync(args);
