using System.Collections;
using StreamColorizer.Core.Configuration;

namespace Core.Tests.Configuration;

/// <summary>Whatever becomes of a file while it is edited: the running service reads it, and must never fall over it.</summary>
public sealed class ConfigFuzzTests
{
    private const string Odd = "[]{}:,#&*!|>'\"%@`?-~<\t\n\0\u001b${}é0\uFEFF";

    [Theory]
    [InlineData("streamcolorizer.yaml")]
    [InlineData("many-cameras.yaml")]
    public void ADamagedFile_IsReadOrIsFaults(string name)
    {
        var whole = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "configs", name));
        // Always the same damage; among it some that makes the YAML library throw what it should not.
        var random = new Random(name.Length + 77);
        for (var i = 0; i < 3500; i++)
        {
            var text = whole;
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                text = Damage(text, random);
            try
            {
                var reading = ConfigFile.Parse(text, new Hashtable { ["STREAMCOLORIZER__HTTP__PORT"] = "9000", ["STREAMCOLORIZER__FEEDS__0__SINKS__0__TYPE"] = "hls" });
                Assert.True(reading.Config is null == reading.Faults.Count > 0);
            }
            catch (Exception fault)
            {
                Assert.Fail($"Damage {i} of {name}: {fault}\n{text}");
            }
        }
    }

    private static string Damage(string text, Random random)
    {
        var place = random.Next(text.Length);
        var length = Math.Min(random.Next(1, 40), text.Length - place);
        return random.Next(4) switch
        {
            0 => text.Remove(place, length),
            1 => text.Insert(place, text.Substring(random.Next(text.Length - length), length)),
            2 => text.Insert(place, Odd[random.Next(Odd.Length)].ToString()),
            _ => text[..place] + Odd[random.Next(Odd.Length)] + text[(place + 1)..],
        };
    }
}
