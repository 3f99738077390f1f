namespace Rpc.Architecture.Tests;

internal static class AssertExtensions
{
    extension(Assert)
    {
        /// <summary>Fails with one problem a line.</summary>
        public static void Fail_if_any(IReadOnlyCollection<string> problems)
        {
            if (problems.Count > 0)
            {
                Assert.Fail($"{problems.Count} found:\n{string.Join('\n', problems)}");
            }
        }
    }
}
