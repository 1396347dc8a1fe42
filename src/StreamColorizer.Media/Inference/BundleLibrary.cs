using StreamColorizer.Core.Errors;

namespace StreamColorizer.Media.Inference;

/// <summary>Where bundles are found: folders that hold model folders, searched in order.</summary>
/// <param name="shelves">Folders that hold model folders; those that do not exist are passed over.</param>
public sealed class BundleLibrary(IReadOnlyList<string> shelves)
{
    /// <summary>The bundle that is used when none is named.</summary>
    public const string DefaultName = "fusion-s";

    /// <summary>The shelves of the program: `models` in the working directory, then `models` beside the program.</summary>
    public static BundleLibrary OfProgram() => new(
        [Path.GetFullPath("models"), Path.Combine(AppContext.BaseDirectory, "models")]);

    /// <summary>Folders of all bundles, first shelf first, by name; a name that an earlier shelf has is left out.</summary>
    public IReadOnlyList<string> Folders()
    {
        var found = new List<string>();
        var names = new HashSet<string>();
        foreach (var shelf in shelves)
        {
            if (!Directory.Exists(shelf))
                continue;
            var folders = Directory.GetDirectories(shelf);
            Array.Sort(folders, StringComparer.Ordinal);
            foreach (var folder in folders)
            {
                if (File.Exists(Path.Combine(folder, "model.yaml")) && names.Add(Path.GetFileName(folder)))
                    found.Add(folder);
            }
        }

        return found;
    }

    /// <summary>The sentence for a library without a bundle.</summary>
    public string Emptiness => $"No bundle was found in {Places}; give --model the path of a model folder.";

    private string Places => string.Join(" and ", shelves);

    /// <summary>Finds and reads a bundle.</summary>
    /// <param name="model">A bundle's name, a model folder's path, or null for the default.</param>
    /// <exception cref="ColorizerException">There is no such bundle, or it is faulty.</exception>
    public Bundle Find(string? model)
    {
        var name = model ?? DefaultName;
        foreach (var folder in Folders())
        {
            if (Path.GetFileName(folder) == name)
                return Bundle.Read(folder);
        }

        if (Directory.Exists(name))
            return Bundle.Read(name);
        throw new ColorizerException(ExitCode.Usage, Unknown(name));
    }

    private string Unknown(string name)
    {
        var known = Folders().Select(Path.GetFileName).ToArray();
        return known.Length == 0
            ? $"There is no model \"{name}\": {Emptiness}"
            : $"There is no model \"{name}\" in {Places}: known are {string.Join(", ", known)}; "
              + "--model takes one of these or the path of a model folder.";
    }
}
