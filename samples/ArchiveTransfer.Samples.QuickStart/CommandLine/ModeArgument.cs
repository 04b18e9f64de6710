using System.CommandLine.Parsing;

namespace ArchiveTransfer.Samples.QuickStart.CommandLine;

/// <summary>The modes as the command line and configuration in snake_case spell them.</summary>
internal static class ModeArgument
{
    public static OperationMode? Parse(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        switch (text)
        {
            case "auto":
                return OperationMode.Auto;
            case "direct_sync":
                return OperationMode.DirectSync;
            case "hybrid":
                return OperationMode.Hybrid;
            case "traditional":
                return OperationMode.Traditional;
            default:
                argument.AddError($"--mode '{text}' is none of auto, direct_sync, hybrid, traditional.");
                return null;
        }
    }
}
