namespace StreamColorizer.Media.Inference;

/// <summary>Whether this machine has a GPU at all; software Vulkan adapters do not count.</summary>
internal static class GpuPresence
{
    private const string Folder = "/dev/dri";

    /// <summary>True if the kernel offers a render node or NVIDIA's own device.</summary>
    public static bool Any =>
        File.Exists("/dev/nvidia0") || (Directory.Exists(Folder) && Directory.GetFileSystemEntries(Folder, "renderD*").Length > 0);
}
