using StreamColorizer.Core.Color;
using StreamColorizer.Core.Evaluation;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Quality;
using StreamColorizer.Core.Scenes;
using StreamColorizer.Media.Pictures;

namespace StreamColorizer.Commands;

/// <summary>Judges clips; bundles color them as films are colored, with one embedding and memory for each scene.</summary>
internal static class EvaluateClips
{
    /// <summary>Judges one clip.</summary>
    public static async Task<JudgedClip> JudgeAsync(EvaluateStage stage, string path, Action judged, CancellationToken cancellationToken)
    {
        var bundles = stage.Bundles.ToArray();
        Contestant[] contestants = [
            stage.Contestants[0], .. bundles.SelectMany(bundle => bundle.Contestants), stage.Contestants[^1],
        ];
        var judge = new ClipJudge(Path.GetFileName(path), contestants);
        DetectedScenes? scenes = null;
        var memories = new Dictionary<BundleRival, ColorMemory>();
        var embeddings = new Dictionary<(int Scene, BundleRival Bundle), float[]>();
        await foreach (var truth in RgbClip.ReadAsync(path, cancellationToken))
        {
            var luma = PictureColorizer.Luma(truth);
            scenes ??= new DetectedScenes(
                new PlaneLayout(truth.Width, truth.Height, 8, ChromaSampling.Yuv444), PictureColorizer.Protocol);
            var scene = scenes.Next(luma).Scene;
            judge.Embeddings = Math.Max(judge.Embeddings, scene + 1);
            judge.Add(truth, [
                PictureColorizer.Gray(truth.Width, truth.Height, luma),
                .. bundles.SelectMany(bundle =>
                    bundle.Color(path, truth, luma, Embedding(bundle, scene, truth, luma), (Memory(bundle, truth), scene))),
                truth,
            ]);
            judged();
        }

        return judge.Result();

        float[] Embedding(BundleRival bundle, int scene, RgbPicture truth, byte[] luma)
        {
            if (!embeddings.TryGetValue((scene, bundle), out var embedding))
                embeddings[(scene, bundle)] = embedding = bundle.Colorizer.Embed(truth.Width, truth.Height, luma, path);
            return embedding;
        }

        ColorMemory Memory(BundleRival bundle, RgbPicture truth)
        {
            if (!memories.TryGetValue(bundle, out var memory))
                memories[bundle] = memory = bundle.Colorizer.Remember(truth.Width, truth.Height);
            return memory;
        }
    }
}
