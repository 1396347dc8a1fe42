using System.Collections;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using StreamColorizer.Commands;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Live;
using StreamColorizer.Media.Live;

namespace StreamColorizer.Hosting;

/// <summary>The process of <c>serve</c>, from its configuration to its exit code.</summary>
/// <param name="path">The configuration file.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveService(string path, TimeProvider time)
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);
    private readonly IDictionary _environment = Environment.GetEnvironmentVariables();
    private readonly CancellationTokenSource _stop = new();
    private ExitCode _exit;

    /// <summary>Runs until a signal or a fault ends it.</summary>
    public async Task<ExitCode> RunAsync()
    {
        if (CheckConfigCommand.Read(path, _environment) is not { Config: { } config } reading)
            return ExitCode.Usage;
        HideSecrets(reading);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, ExitCode.Interrupted));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, ExitCode.Done));

        using var logs = LogSetup.Create();
        var log = logs.CreateLogger("streamcolorizer");
        await using var feeds = new FeedSupervisor(new LiveStudio(time), time, log);
        var heartbeat = new Heartbeat(time);
        await using var web = WebHost.Create(config, feeds, heartbeat, logs);
        await StartAsync(web, config);
        var work = TurnAsync(feeds, heartbeat, log);
        await ServeAsync(feeds, config, log);
        await _stop.CancelAsync();
        SystemdNotifier.Send("STOPPING=1");
        log.Stopping(config.GraceTime.TotalSeconds);
        await work;
        await feeds.StopAsync();
        await web.StopAsync();
        return _exit;
    }

    private static async Task StartAsync(WebApplication web, ServiceConfig config)
    {
        try
        {
            await web.StartAsync();
        }
        catch (IOException fault)
        {
            throw new ColorizerException(
                ExitCode.TryAgain, $"Nothing can listen on {config.Http} ({fault.Message.TrimEnd('.')}): choose another http.port, or end what has it.", fault);
        }
    }

    // Loads the networks, begins the feeds, and follows the file until the end.
    private async Task ServeAsync(FeedSupervisor feeds, ServiceConfig config, ILogger log)
    {
        try
        {
            await feeds.ApplyAsync(config, _stop.Token);
            SystemdNotifier.Send("READY=1");
            log.Serving(config.Feeds.Count, config.Http.ToString());
            await using var follower = new ConfigFollower(path, _environment, config, feeds, log);
            await follower.RunAsync(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told to stop.
        }
        catch (Exception fault) when (fault is not ColorizerException)
        {
            End(fault, log);
        }
    }

    private async Task TurnAsync(FeedSupervisor feeds, Heartbeat heartbeat, ILogger log)
    {
        using var timer = new PeriodicTimer(s_tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                feeds.Tick();
                heartbeat.Beat();
                SystemdNotifier.Send("WATCHDOG=1");
                if (!feeds.HasTooManyAbandonedReads)
                    continue;
                log.TooManyAbandonedReads();
                _exit = ExitCode.Failed;
                await _stop.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
        catch (Exception fault)
        {
            End(fault, log);
        }
    }

    // The border of the host: recordings are finished, and whoever started the service learns that it failed.
    private void End(Exception fault, ILogger log)
    {
        log.Fault(fault.ToString());
        _exit = ExitCode.Failed;
        _stop.Cancel();
    }

    private void Stop(PosixSignalContext signal, ExitCode exit)
    {
        signal.Cancel = true;
        _exit = exit;
        _stop.Cancel();
    }

    // Children inherit this process's environment, and theirs is as readable as a command line to whoever may look.
    private static void HideSecrets(ConfigReading reading)
    {
        foreach (var variable in reading.Variables)
            Environment.SetEnvironmentVariable(variable, null);
    }
}
