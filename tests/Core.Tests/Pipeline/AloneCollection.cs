namespace Core.Tests.Pipeline;

/// <summary>Tests that measure the process and therefore run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
