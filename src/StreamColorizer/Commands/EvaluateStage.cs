using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Evaluation;
using StreamColorizer.Core.Quality;
using StreamColorizer.Media.Inference;

namespace StreamColorizer.Commands;

/// <summary>All who are judged: gray first, then the rivals, the truth last.</summary>
internal sealed class EvaluateStage : IDisposable
{
    private readonly List<IRival> _rivals = [];

    public EvaluateStage(EvaluateRequest request)
    {
        try
        {
            foreach (var model in request.Models)
            {
                var bundle = BundleLibrary.OfProgram().Find(model);
                _rivals.Add(new BundleRival(bundle, Label(bundle), request));
            }

            foreach (var folder in request.Compare)
                _rivals.Add(new FolderRival(folder));
            Contestants = [
                new Contestant("gray", ContestantKind.Gray, "gray"),
                .. _rivals.SelectMany(rival => rival.Contestants),
                new Contestant("truth", ContestantKind.Truth, "truth"),
            ];
            if (Contestants.GroupBy(contestant => contestant.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
                throw new ColorizerException(ExitCode.Usage, $"Two rows are called {twice.Key}: name them apart with --compare NAME=FOLDER.");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The rows of every table.</summary>
    public IReadOnlyList<Contestant> Contestants { get; }

    /// <summary>The bundles among them.</summary>
    public IEnumerable<BundleRival> Bundles => _rivals.OfType<BundleRival>();

    /// <summary>A picture in every contestant's colors, in their order.</summary>
    public IReadOnlyList<RgbPicture> Color(string name, RgbPicture truth)
    {
        var luma = PictureColorizer.Luma(truth);
        return [
            PictureColorizer.Gray(truth.Width, truth.Height, luma),
            .. _rivals.SelectMany(rival => rival.Color(name, truth, luma)),
            truth,
        ];
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var rival in _rivals)
            rival.Dispose();
    }

    private string Label(Bundle bundle)
    {
        // Two versions of one bundle, or two trainings of one version, are told apart.
        var taken = _rivals.SelectMany(rival => rival.Contestants).Select(contestant => contestant.Family).ToHashSet();
        return new[] { bundle.Name, $"{bundle.Name} {bundle.Version}", Path.GetFileName(bundle.Directory) }
            .FirstOrDefault(label => !taken.Contains(label)) ?? bundle.Directory;
    }
}
