namespace Mandelbrot.Display;

/// <summary>Where a drawing shows how it gets on. Thread-safe.</summary>
internal interface IDisplay
{
    /// <summary>A line that stays.</summary>
    void Say(string line);

    /// <summary>So many rows more are there.</summary>
    void AddRows(int rows);

    /// <summary>So many workers work now.</summary>
    void SetWorkers(int workers);
}
