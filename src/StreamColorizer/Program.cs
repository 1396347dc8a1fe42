using StreamColorizer.Commands;
using StreamColorizer.Media.Processes;

ClosedStreams.Reopen();
return await CommandLine.RunAsync(args);
