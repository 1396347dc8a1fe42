using System.Text.Json;
using System.Text.Json.Serialization;

namespace StreamColorizer.Core.Film;

/// <summary>Writes the words of reports as programs expect them: bt601, yuv420, video, attachedPicture.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
