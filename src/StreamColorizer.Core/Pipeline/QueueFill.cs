namespace StreamColorizer.Core.Pipeline;

/// <summary>How full a queue is now.</summary>
/// <param name="Name">The stage that reads it.</param>
/// <param name="Count">Entries waiting.</param>
/// <param name="Capacity">Entries at the most.</param>
public readonly record struct QueueFill(string Name, int Count, int Capacity);
