using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StreamColorizer.Core.Errors;
using StreamColorizer.Hosting;

namespace EndToEnd.Tests.Live;

/// <summary>The border of the host: what its exit code is, whatever befalls it in which order.</summary>
public sealed class ServiceEndTests
{
    [Fact]
    public async Task AFaultOfWhatKeepsTheServiceGoing_EndsItWithOne_AndIsTold()
    {
        var log = new Lines();
        using var end = new ServiceEnd(log);
        var other = end.GuardAsync(stop => Task.Delay(Timeout.Infinite, stop));
        await end.GuardAsync(async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("the loop broke");
        });
        await other.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Failed, end.Code);
        Assert.Contains("for a fault of this program: System.InvalidOperationException: the loop broke", Assert.Single(log.Told));
    }

    [Fact]
    public async Task ACancellationThatNobodyAskedFor_IsAFaultToo()
    {
        using var end = new ServiceEnd(NullLogger.Instance);
        await end.GuardAsync(_ => throw new OperationCanceledException());
        Assert.Equal(ExitCode.Failed, end.Code);
    }

    [Fact]
    public async Task WhatTheUserCanMend_KeepsItsOwnSentenceAndCode()
    {
        using var end = new ServiceEnd(NullLogger.Instance);
        var told = await Assert.ThrowsAsync<ColorizerException>(() => end.GuardAsync(_ => throw new ColorizerException(ExitCode.TryAgain, "Wait.")));
        Assert.Equal(ExitCode.TryAgain, told.ExitCode);
    }

    [Theory]
    [InlineData(ExitCode.Done, ExitCode.Interrupted, ExitCode.Done)]
    [InlineData(ExitCode.Interrupted, ExitCode.Done, ExitCode.Interrupted)]
    [InlineData(ExitCode.Failed, ExitCode.Done, ExitCode.Failed)]
    [InlineData(ExitCode.Done, ExitCode.Failed, ExitCode.Failed)]
    public void TheFirstWhoAsksSaysTheCode_ButAFaultOutdoesAll(ExitCode first, ExitCode then, ExitCode expected)
    {
        using var end = new ServiceEnd(NullLogger.Instance);
        end.Ask(first);
        end.Ask(then);
        Assert.True(end.Asked.IsCancellationRequested);
        Assert.Equal(expected, end.Code);
    }

    private sealed class Lines : ILogger
    {
        public List<string> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Told.Add(formatter(state, exception));
    }
}
