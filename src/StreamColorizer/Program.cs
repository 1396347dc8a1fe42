Console.WriteLine("streamcolorizer");
