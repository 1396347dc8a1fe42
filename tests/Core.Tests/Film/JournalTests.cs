using StreamColorizer.Core.Film;

namespace Core.Tests.Film;

public sealed class JournalTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void ATornLastLineIsCutOffAndTheJournalGoesOn()
    {
        var path = _temporary.File("journal.jsonl");
        var entries = Enumerable.Range(0, 3).Select(i => new JournalEntry(i, 250, "digest", "digest", 1000 + i, "hash")).ToArray();
        using (var journal = Journal.Open(path))
        {
            journal.Append(entries[0]);
            journal.Append(entries[1]);
        }

        var whole = File.ReadAllBytes(path);
        var second = Array.IndexOf(whole, (byte)'\n') + 1;
        for (var length = second; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            using (var torn = Journal.Open(path))
            {
                Assert.Equal([entries[0]], torn.Entries);
                torn.Append(entries[2]);
            }

            using var again = Journal.Open(path);
            Assert.Equal([entries[0], entries[2]], again.Entries);
        }
    }

    [Fact]
    public void NothingBehindALineOfGarbageIsBelieved()
    {
        var path = _temporary.File("journal.jsonl");
        using (var journal = Journal.Open(path))
            journal.Append(new JournalEntry(0, 250, "digest", "digest", 1000, "hash"));
        File.AppendAllText(path, "\0\0\0\0\n{\"segment\":1}\n");

        using var opened = Journal.Open(path);
        Assert.Single(opened.Entries);
    }
}
