using Mandelbrot.Contract;
using Samples;
using Spectre.Console;

namespace Mandelbrot.Display;

/// <summary>Chooses the display: a bar for people, lines for files and pipes.</summary>
internal static class Displays
{
    /// <summary>Shows it while <paramref name="work"/> runs.</summary>
    public static Task<T> ShowAsync<T>(View view, Func<IDisplay, Task<T>> work) => Screen.IsTerminal && Screen.Out.Profile.Capabilities.Interactive
        ? Screen.Out.Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new RemainingTimeColumn())
            .StartAsync(context => work(new BarDisplay(view, context)))
        : work(new LineDisplay(view));
}
