using System.Formats.Tar;
using System.Text;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Evaluation;

namespace Core.Tests.Evaluation;

public sealed class PictureInputsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("picture-inputs-");

    [Fact]
    public void A_folder_is_searched_in_depth_and_in_order()
    {
        Write("set/b/2.webp", "b2");
        Write("set/a/x/1.PNG", "a1");
        Write("set/0.jpg", "00");
        Write("set/notes.txt", "no");
        Write("set/clip.mp4", "no");
        WriteShard("set/z.tar", ("voc/cat/3.webp", "v3"), ("voc/labels.json", "no"));
        var inputs = Inputs(Full("set"));
        Assert.Equal(
            ["0 0.jpg set 00", "1 a/x/1.PNG a a1", "2 b/2.webp b b2", "3 voc/cat/3.webp voc v3"],
            inputs.Pictures().Select(picture => $"{picture.Order} {picture.Name} {picture.Source} {Encoding.ASCII.GetString(picture.Bytes)}"));
        Assert.Equal([Full("set/clip.mp4")], inputs.Clips);
    }

    [Fact]
    public void A_single_picture_belongs_to_its_folder()
    {
        Write("summer/1.png", "x");
        Assert.Equal("1.png summer", Inputs(Full("summer/1.png")).Pictures().Select(picture => $"{picture.Name} {picture.Source}").Single());
    }

    [Fact]
    public void Names_in_a_shard_cannot_lead_out_of_a_folder()
    {
        WriteShard("evil.tar", ("../../etc/./x.png", "x"), ("/root/y.png", "y"));
        Assert.Equal(["etc/x.png", "root/y.png"], Inputs(Full("evil.tar")).Pictures().Select(picture => picture.Name));
    }

    [Fact]
    public void A_missing_input_is_said() => Refused(
        $"There is no file or folder {Full("gone.png")}: give pictures, folders of them, tar shards or clips.", Full("gone.png"));

    [Fact]
    public void A_file_of_another_kind_is_said()
    {
        Write("notes.txt", "x");
        Refused($"The file {Full("notes.txt")} is neither a picture nor a tar shard nor a clip by its name.", Full("notes.txt"));
    }

    [Fact]
    public void A_folder_without_pictures_is_said()
    {
        Write("empty/notes.txt", "x");
        Refused($"The folder {Full("empty")} holds no picture, tar shard or clip: name another.", Full("empty"));
    }

    [Theory]
    [InlineData(700)]
    [InlineData(1600)]
    [InlineData(2048)]
    [InlineData(0)]
    public void A_truncated_shard_is_said(int length)
    {
        WriteShard("cut.tar", ("a/b/1.webp", new string('x', 600)), ("a/b/2.webp", new string('y', 600)));
        using (var stream = File.OpenWrite(Full("cut.tar")))
            stream.SetLength(length);
        Failed(
            $"The shard {Full("cut.tar")} is truncated or damaged (its {length} bytes lack the end mark): copy it again or leave it out.");
    }

    [Fact]
    public void A_damaged_header_is_said()
    {
        WriteShard("cut.tar", ("a/b/1.webp", new string('x', 600)), ("a/b/2.webp", new string('y', 600)));
        var bytes = File.ReadAllBytes(Full("cut.tar"));
        var second = bytes.AsSpan().IndexOf("a/b/2.webp"u8);
        bytes.AsSpan(second, 300).Fill((byte)'?');
        File.WriteAllBytes(Full("cut.tar"), bytes);
        Failed(
            $"The shard {Full("cut.tar")} is truncated or damaged (what follows a/b/1.webp is no entry): copy it again or leave it out.");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static PictureInputs Inputs(params string[] paths) =>
        new(paths, name => Path.GetExtension(name).ToLowerInvariant() is ".png" or ".jpg" or ".webp");

    private static void Refused(string sentence, string path)
    {
        var fault = Assert.Throws<ColorizerException>(() => Inputs(path));
        Assert.Equal((sentence, ExitCode.Usage), (fault.Message, fault.ExitCode));
    }

    private void Failed(string sentence)
    {
        var fault = Assert.Throws<ColorizerException>(() => Inputs(Full("cut.tar")).Pictures().Count());
        Assert.Equal((sentence, ExitCode.Failed), (fault.Message, fault.ExitCode));
    }

    private string Full(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Full(name))!);
        File.WriteAllText(Full(name), text);
    }

    private void WriteShard(string name, params (string Name, string Text)[] entries)
    {
        using var tar = new TarWriter(File.Create(Full(name)), TarEntryFormat.Ustar);
        foreach (var (entry, text) in entries)
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, entry) { DataStream = new MemoryStream(Encoding.ASCII.GetBytes(text)) });
    }
}
