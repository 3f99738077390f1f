using System.CommandLine;
using System.CommandLine.Parsing;
using Mandelbrot.Contract;

namespace Mandelbrot.Drawing;

/// <summary>The view on the command line: the whole set, where nothing else is said.</summary>
internal sealed class ViewOptions
{
    private static readonly View s_whole = new(X: -0.5, Y: 0, Scale: 3.5, Width: 1200, Height: 800, Iterations: 1000);

    private readonly Option<int> _width = Make("--width", s_whole.Width, "pixels");
    private readonly Option<int> _height = Make("--height", s_whole.Height, "pixels");
    private readonly Option<int> _iterations = Make("--iterations", s_whole.Iterations, "steps until a point counts as one of the set");
    private readonly Option<double> _x = Make("--x", s_whole.X, "the real part in the middle");
    private readonly Option<double> _y = Make("--y", s_whole.Y, "the imaginary part in the middle");
    private readonly Option<double> _scale = Make("--scale", s_whole.Scale, "how much of the plane the picture is wide");

    /// <summary>Adds the options, and refuses a view that cannot be drawn before anything is begun.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _width, _height, _iterations, _x, _y, _scale })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (Of(result).Problem() is { } problem)
            {
                result.AddError(problem);
            }
        });
    }

    public View Of(SymbolResult parsed) => new(
        Given(parsed, _x, s_whole.X),
        Given(parsed, _y, s_whole.Y),
        Given(parsed, _scale, s_whole.Scale),
        Given(parsed, _width, s_whole.Width),
        Given(parsed, _height, s_whole.Height),
        Given(parsed, _iterations, s_whole.Iterations));

    private static Option<T> Make<T>(string name, T whole, string description) => new(name) { DefaultValueFactory = _ => whole, Description = description };

    // Validators run before default values are there, and also where an option is no number, which is told elsewhere.
    private static T Given<T>(SymbolResult parsed, Option<T> option, T otherwise)
    {
        try
        {
            return parsed.GetResult(option) is { } given ? given.GetValueOrDefault<T>()! : otherwise;
        }
        catch (InvalidOperationException)
        {
            return otherwise;
        }
    }
}
