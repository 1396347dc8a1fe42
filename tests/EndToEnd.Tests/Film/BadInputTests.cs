using System.Security.Cryptography;
using System.Text;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task AMissingFileIsSaid()
    {
        var source = _temporary.File("no film.mkv");
        await RefusedAsync(1, $"The file '{source}' does not exist: check its name and folder.", source);
    }

    [Fact]
    public async Task AFilmWithoutAFrameIsSaid()
    {
        var source = _temporary.File("nothing.avi");
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=96x64:d=1", "-vf", "trim=end_frame=0", "-c:v", "ffv1", source);

        await RefusedAsync(1,
            $"The video stream of '{source}' (ffv1, 96x64) cannot be decoded, not one sound picture was found: check that the file was copied whole.",
            source);
    }

    [Fact]
    public async Task AnUnknownCodecIsSaid()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3, more: ["-c:v", "libx264"]);
        Replace(source, "V_MPEG4/ISO/AVC"u8, "V_QUUX4/ISO/XYZ"u8);

        await RefusedAsync(1,
            $"The video stream of '{source}' is in a codec that ffmpeg does not know: convert the film with the program that made it.", source);
    }

    [Fact]
    public async Task ATruncatedFilmIsPartialAndItsFramesAreCounted()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 6, format: "gray");
        var bytes = File.ReadAllBytes(source);
        File.WriteAllBytes(source, bytes[..(bytes.Length * 6 / 10)]);
        var ended = await Cli.ColorizeAsync(source, "-o", _temporary.File("color.mkv"));

        Assert.Equal(3, ended.Code);
        var frames = (await Clip.LumaAsync(_temporary.File("color.mkv"))).Length;
        Assert.Contains(
            $"Warning: The film '{source}' is damaged: {frames} frames could be decoded, with 1 complaint by the decoder, the last: "
            + "matroska,webm: File ended prematurely.\n", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutFfmpegTheSentenceSaysHowToGetIt()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3);
        using var program = Cli.StartWith("PATH", _temporary.Path, Cli.Colorize(source, "--quiet"));
        var ended = await program.EndAsync();

        Assert.Equal(1, ended.Code);
        Assert.Equal(
            "The program ffprobe is not in PATH: install it (on Debian: apt-get install ffmpeg) and run the command again.\n", ended.Errors);
    }

    [Fact]
    public async Task AReferenceNeedsAModelWithAGlobalGraph()
    {
        var bundle = CopyOfTinyBundle(card =>
        {
            var global = card.IndexOf("  global:", StringComparison.Ordinal);
            return card.Remove(global, card.IndexOf("  fusion:", StringComparison.Ordinal) - global).Replace("embedding: 16", "embedding: 0", StringComparison.Ordinal);
        });
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3);

        await RefusedAsync(2,
            "--reference needs a model with a global graph, and tiny has none: leave it out, or choose another --model.",
            source, "--model", bundle, "--reference", source);
    }

    [Fact]
    public async Task AReferenceThatIsMissingOrNoPictureIsSaid()
    {
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3);
        var missing = _temporary.File("style.png");
        await RefusedAsync(1, $"The picture '{missing}' does not exist: check its name and folder.", source, "--reference", missing);
        await RefusedAsync(1, $"The picture '{source}' ({new FileInfo(source).Length} bytes) cannot be read: check that it was copied whole and is "
            + "PNG, JPEG, TIFF, WebP or BMP.", source, "--reference", source);
    }

    [Fact]
    public async Task WhatIsNoFilmIsSaid()
    {
        var empty = _temporary.File("empty.mkv");
        File.WriteAllText(empty, "");
        await RefusedAsync(1, $"The file '{empty}' is empty (0 bytes): there is nothing to color.", empty);

        var text = _temporary.File("text.mp4");
        File.WriteAllText(text, "once upon a time");
        await RefusedAsync(1, $"The file '{text}' is no video that ffmpeg can read (mov,mp4,m4a,3gp,3g2,mj2: moov atom not found): "
            + "check that it is a film and was copied whole.", text);

        var sound = _temporary.File("sound.mp4");
        await Cli.ToolAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac", sound);
        await RefusedAsync(1, $"The file '{sound}' has no video stream, only audio aac: there is nothing to color.", sound);
    }

    [Fact]
    public async Task NumbersThatAreNotFiniteAreNeverEncoded()
    {
        var graph = File.ReadAllBytes(Path.Combine(Repository.TinyBundle, "fusion.onnx"));
        var sound = Convert.ToHexStringLower(SHA256.HashData(graph));
        // Half way lie weights, and four bytes of 0xff are no number.
        graph.AsSpan(graph.Length / 2, 64).Fill(0xff);
        var bundle = CopyOfTinyBundle(card => card.Replace(sound, Convert.ToHexStringLower(SHA256.HashData(graph)), StringComparison.Ordinal));
        File.WriteAllBytes(Path.Combine(bundle, "fusion.onnx"), graph);
        var source = await Clip.MakeAsync(_temporary.File("film.mkv"), seconds: 3);

        await RefusedAsync(1,
            "The network tiny 1.0.0 answered with numbers that are not finite for frame 0; nothing of it was encoded: "
            + "choose another bundle (--model) or another device (--device cpu).", source, "--model", bundle);
        Assert.False(File.Exists(_temporary.File("film.color.mkv")));
    }

    private static async Task RefusedAsync(int code, string sentence, params string[] arguments)
    {
        var model = arguments.Contains("--model") ? Array.Empty<string>() : ["--model", Repository.TinyBundle];
        var ended = await Cli.RunAsync(["colorize", "--device", "cpu", "--quiet", .. model, .. arguments]);

        Assert.Equal((code, sentence + "\n"), (ended.Code, ended.Errors));
    }

    private static void Replace(string path, ReadOnlySpan<byte> old, ReadOnlySpan<byte> now)
    {
        var bytes = File.ReadAllBytes(path);
        now.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf(old)));
        File.WriteAllBytes(path, bytes);
    }

    private string CopyOfTinyBundle(Func<string, string> edit)
    {
        var folder = Directory.CreateDirectory(_temporary.File("bundle")).FullName;
        foreach (var file in Directory.GetFiles(Repository.TinyBundle))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var card = Path.Combine(folder, "model.yaml");
        File.WriteAllText(card, edit(File.ReadAllText(card)), Encoding.UTF8);
        return folder;
    }
}
