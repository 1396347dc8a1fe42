using System.Collections.Concurrent;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Evaluation;
using StreamColorizer.Core.Quality;
using StreamColorizer.Media.Pictures;

namespace StreamColorizer.Commands;

/// <summary>Judges pictures, several at a time.</summary>
internal sealed class EvaluatePictures(EvaluateStage stage, PictureInputs inputs, string? exportFolder, Action judged)
{
    private readonly ConcurrentBag<PictureResult> _results = [];
    private readonly ConcurrentBag<(int Order, string Sentence)> _skipped = [];

    /// <summary>Sentences about pictures that were left out, in their order.</summary>
    public IEnumerable<string> Skipped => _skipped.OrderBy(skip => skip.Order).Select(skip => skip.Sentence);

    /// <summary>Judges all pictures; results come in the inputs' order.</summary>
    public async Task<IReadOnlyList<PictureResult>> JudgeAsync(CancellationToken cancellationToken)
    {
        var options = new ParallelOptions
        {
            CancellationToken = cancellationToken,
            MaxDegreeOfParallelism = Environment.ProcessorCount,
        };
        await Parallel.ForEachAsync(inputs.Pictures(), options, (picture, _) =>
        {
            Judge(picture);
            return ValueTask.CompletedTask;
        });
        return [.. _results.OrderBy(result => result.Order)];
    }

    private void Judge(SourcePicture picture)
    {
        RgbPicture truth;
        try
        {
            truth = RgbPictures.Decode(picture.Bytes, picture.Name);
        }
        catch (ColorizerException fault)
        {
            _skipped.Add((picture.Order, fault.Message));
            return;
        }

        var judge = new PictureJudge(truth);
        if (judge.TruthIsGray)
        {
            _skipped.Add((
                picture.Order, $"The picture {picture.Name} was left out: it is gray itself, so there are no true colors to compare with."));
            return;
        }

        var looks = stage.Color(picture.Name, truth);
        if (exportFolder is not null)
            Export(exportFolder, picture.Name, looks);
        _results.Add(new PictureResult(picture.Order, picture.Name, picture.Source, [.. looks.Select(judge.Score)]));
        judged();
    }

    private void Export(string folder, string name, IReadOnlyList<RgbPicture> looks)
    {
        for (var i = 0; i < looks.Count; i++)
        {
            var contestant = stage.Contestants[i].Name.Replace(Path.DirectorySeparatorChar, '-');
            var path = Path.Combine(folder, contestant, Path.ChangeExtension(name, ".png"));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, RgbPictures.Png(looks[i]));
        }
    }
}
