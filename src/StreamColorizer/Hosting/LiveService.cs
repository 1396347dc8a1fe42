using System.Collections;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Live;
using StreamColorizer.Media.Live;
using StreamColorizer.Terminal;

namespace StreamColorizer.Hosting;

/// <summary>The process of <c>serve</c>, from its configuration to its exit code.</summary>
/// <param name="path">The configuration file.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveService(string path, TimeProvider time)
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);
    private readonly IDictionary _environment = Environment.GetEnvironmentVariables();

    /// <summary>Runs until a signal or a fault ends it.</summary>
    /// <exception cref="ColorizerException">It cannot listen, or a network cannot be loaded.</exception>
    public async Task<ExitCode> RunAsync()
    {
        if (ConfigCheck.Read(path, _environment) is not { Config: { } config } reading)
            return ExitCode.Usage;
        HideSecrets(reading);
        using var logs = LogSetup.Create();
        var log = logs.CreateLogger("streamcolorizer");
        using var end = new ServiceEnd(log);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, end, ExitCode.Interrupted));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, end, ExitCode.Done));

        await using var feeds = new FeedSupervisor(new LiveStudio(time), time, log);
        var heartbeat = new Heartbeat(time);
        await using var web = WebHost.Create(config, feeds, heartbeat, logs);
        await StartAsync(web, config);
        var turning = end.GuardAsync(stop => TurnAsync(feeds, heartbeat, end, log, stop));
        try
        {
            await end.GuardAsync(stop => ServeAsync(feeds, config, web.Urls.First(), log, stop));
        }
        finally
        {
            end.Ask(ExitCode.Done);
            await turning;
        }

        SystemdNotifier.Send("STOPPING=1");
        log.Stopping(config.GraceTime.TotalSeconds);
        await feeds.StopAsync();
        await web.StopAsync();
        return end.Code;
    }

    private static async Task StartAsync(WebApplication web, ServiceConfig config)
    {
        try
        {
            await web.StartAsync();
        }
        catch (Exception fault) when (ListenFault.Is(fault))
        {
            throw ListenFault.Explain(fault, config.Http.ToString(), "http.port");
        }
    }

    // Loads the networks, begins the feeds, and follows the file until the end.
    private async Task ServeAsync(FeedSupervisor feeds, ServiceConfig config, string address, ILogger log, CancellationToken stop)
    {
        await feeds.ApplyAsync(config, stop);
        SystemdNotifier.Send("READY=1");
        log.Serving(Show.Count(config.Feeds.Count, "feed"), address);
        await using var follower = new ConfigFollower(path, _environment, config, feeds, log);
        await follower.RunAsync(stop);
    }

    private async Task TurnAsync(FeedSupervisor feeds, Heartbeat heartbeat, ServiceEnd end, ILogger log, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(s_tick, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            feeds.Tick();
            heartbeat.Beat();
            SystemdNotifier.Send("WATCHDOG=1");
            if (!feeds.HasTooManyAbandonedReads)
                continue;
            log.TooManyAbandonedReads();
            end.Ask(ExitCode.Failed);
        }
    }

    private static void Stop(PosixSignalContext signal, ServiceEnd end, ExitCode exit)
    {
        signal.Cancel = true;
        end.Ask(exit);
    }

    // Children inherit this process's environment, and theirs is as readable as a command line to whoever may look.
    private static void HideSecrets(ConfigReading reading)
    {
        foreach (var variable in reading.Variables)
            Environment.SetEnvironmentVariable(variable, null);
    }
}
