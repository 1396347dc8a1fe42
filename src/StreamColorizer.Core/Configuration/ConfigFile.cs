using System.Collections;
using YamlDotNet.RepresentationModel;

namespace StreamColorizer.Core.Configuration;

/// <summary>
/// Reads a configuration: YAML, environment variables over it, <c>${VAR}</c> and <c>${file:PATH}</c> in any value.
/// Strict, and it tells all faults at once.
/// </summary>
public static class ConfigFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="environment">Names and values of environment variables.</param>
    /// <exception cref="Errors.ColorizerException">The file cannot be read.</exception>
    public static ConfigReading Read(string path, IDictionary environment)
    {
        try
        {
            return Parse(File.ReadAllText(path), environment);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Errors.ColorizerException(
                Errors.ExitCode.Usage,
                $"The configuration file '{path}' cannot be read ({fault.Message.TrimEnd('.')}): check the path and its permissions.", fault);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="yaml">The configuration.</param>
    /// <param name="environment">Names and values of environment variables.</param>
    public static ConfigReading Parse(string yaml, IDictionary environment)
    {
        var notes = new ConfigNotes();
        var config = Parse(yaml, environment, notes);
        return new ConfigReading(notes.Faults.Count == 0 ? config : null, notes.Faults, notes.Variables);
    }

    internal static ServiceConfig? Parse(string yaml, IDictionary environment, ConfigNotes notes)
    {
        if (YamlText.Load(yaml, notes) is not { } root)
            return null;
        if (root is YamlMappingNode map)
            EnvironmentOverrides.Apply(map, environment, notes);
        SecretReferences.Expand(root, environment, notes);
        return ServiceConfig.Read(new ConfigMap(root, "", notes));
    }
}
