using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>Why a way loses as many objects to faults as it does: what the rates come to, and what was counted.</summary>
internal static class FaultReason
{
    public const string Automatic = "automatic";

    public static string Of(string kind, MeasuredCase ours) => kind switch
    {
        Faults.Requests => OfRequests(ours),
        Faults.Bodies => OfBodies(ours),
        _ => Text.Of($"By construction: the disk is made too small on purpose, and this way wrote {ours.Outcome.LocalStorageBytesWritten:N0} bytes to it."),
    };

    private static string OfRequests(MeasuredCase ours)
    {
        const double Rate = Faults.RequestFaultRate;
        string given = Text.Of($"By arithmetic with a fault rate q of {Rate:P0} and n = {Faults.Attempts} attempts");
        string theirs = Text.Of($"the baseline's GET and PUT with 1-(1-q^n)^2 = {Share(Staged(Rate))}");
        return ours.Way switch
        {
            _ when ours.Way == Way.Copy.Name =>
                Text.Of($"{given} a copy fails in the end with q^n = {Share(Math.Pow(Rate, Faults.Attempts))}, {theirs}: just over half as many fail, so a reduction of just under one half is to be expected; the interval, not the point, is judged."),
            _ when ours.Way == Way.Streaming.Name => Text.Of($"{given} streaming, of which each attempt is a GET and a PUT, fails in the end with (1-(1-q)^2)^n = {Share(Streamed(Rate, Faults.Attempts))}, {theirs}."),
            _ => Text.Of($"{given}, half of them copies and the others streams, an object fails in the end with {Share(Math.Pow(Rate, Faults.Attempts / 2) * Streamed(Rate, Faults.Attempts / 2))}, {theirs}."),
        };
    }

    private static string OfBodies(MeasuredCase ours)
    {
        if (ours.Store is not { } store)
        {
            return "The store's counts are missing.";
        }

        long bodies = store.BytesIn + store.BytesOut;
        if (bodies == 0)
        {
            return ours.Way != Automatic ? "No body passed the client, by the store's count, so none was cut."
                : ours.Outcome.Failed == 0 && ours.Outcome.Strategies.GetValueOrDefault(Way.Copy.Name) == ours.Outcome.Copied ? "Every object went by the store's copy, and no body passed the client, by the store's count."
                : "No body passed the client, by the store's count.";
        }

        string passed = Text.Of($"{bodies:N0} bytes of bodies passed the client, by the store's count");
        if (ours.Way != Way.Streaming.Name || ours.Outcome.Copied == 0)
        {
            return $"{passed}.";
        }

        double cut = Math.Min(1, Faults.CutsPerMebibyte * ours.Outcome.BytesCopied / ours.Outcome.Copied / (1 << 20));
        return Text.Of($"{passed}; by arithmetic {Share(cut)} of the bodies are cut, and an attempt ends with a cut on either side: (1-(1-q)^2)^n = {Share(Streamed(cut, Faults.Attempts))}, of the baseline 1-(1-q^n)^2 = {Share(Staged(cut))}.");
    }

    /// <summary>One of two steps fails at every attempt of its own.</summary>
    private static double Staged(double rate) => 1 - Math.Pow(1 - Math.Pow(rate, Faults.Attempts), 2);

    /// <summary>Every attempt fails in one of its two steps.</summary>
    private static double Streamed(double rate, int attempts) => Math.Pow(1 - Math.Pow(1 - rate, 2), attempts);

    private static string Share(double share) => Text.Of($"{100 * share:F2} %");
}
