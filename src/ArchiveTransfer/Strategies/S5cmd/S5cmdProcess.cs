using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>
/// One child: lines go in, results come out on two pipes that are drained from the start. It ends when its input is closed; what does not
/// end is killed. Nothing of it outlives <see cref="Ended"/>.
/// </summary>
internal sealed class S5cmdProcess
{
    /// <summary>A result is far shorter: two keys of 1,024 bytes, three times each, escaped.</summary>
    private const int MaxLineBytes = 256 * 1024;

    private static readonly UTF8Encoding _encoding = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Process process;

    /// <summary>Kept, because a process that was disposed gives it out no more, and the child ends whenever it likes.</summary>
    private readonly Stream input;

    private readonly Func<S5cmdProcess, S5cmdEvent, ValueTask> handler;
    private readonly TimeSpan endTimeout;
    private readonly object gate = new();
    private bool inputClosed;
    private volatile bool hasExited;

    private S5cmdProcess(Process process, S5cmdSecrets secrets, Func<S5cmdProcess, S5cmdEvent, ValueTask> handler, TimeSpan endTimeout)
    {
        (this.process, this.handler, this.endTimeout) = (process, handler, endTimeout);
        input = process.StandardInput.BaseStream;
        Id = process.Id;
        Secrets = secrets;
        Tail = new S5cmdTail(secrets);
        Ended = RunAsync();
    }

    public int Id { get; }

    /// <summary>What it was given and must not come back.</summary>
    public S5cmdSecrets Secrets { get; }

    public S5cmdTail Tail { get; }

    /// <summary>Completes when the child is gone and all it wrote was handled.</summary>
    public Task Ended { get; }

    /// <summary>Once it has ended; 128 and the signal where one ended it.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Starts a child. Throws <see cref="Win32Exception"/> where it cannot be started.</summary>
    /// <param name="handler">Called for every line of output, from two tasks at once.</param>
    /// <param name="endTimeout">Time that its pipes may stay open after it is gone, and that it may live on after it has closed its output.</param>
    public static S5cmdProcess Start(
        string path,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        S5cmdSecrets secrets,
        Func<S5cmdProcess, S5cmdEvent, ValueTask> handler,
        TimeSpan endTimeout)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = _encoding,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start) ?? throw new Win32Exception("the system started no process");
        return new S5cmdProcess(process, secrets, handler, endTimeout);
    }

    /// <summary>Writes one line, in one piece: a write is not given up in its middle. Throws <see cref="IOException"/> when the child reads no more, which killing it brings about.</summary>
    public async ValueTask WriteAsync(string line)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(_encoding.GetMaxByteCount(line.Length));
        try
        {
            int length = _encoding.GetBytes(line, buffer);
            await input.WriteAsync(buffer.AsMemory(0, length), CancellationToken.None).ConfigureAwait(false);
            await input.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (ObjectDisposedException exception)
        {
            throw new IOException("the input is closed", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>No more lines: the child finishes what it has and ends.</summary>
    public void CloseInput()
    {
        lock (gate)
        {
            if (inputClosed)
            {
                return;
            }

            inputClosed = true;
        }

        try
        {
            input.Dispose();
        }
        catch (IOException)
        {
            // Gone already.
        }
    }

    /// <summary>Asks the child to begin nothing more and to end; closed input alone lets it begin all it has read.</summary>
    public void Terminate()
    {
        CloseInput();

        // Once it has exited, its number may be another's.
        if (!hasExited)
        {
            S5cmdSignal.SendTerminate(Id);
        }
    }

    /// <summary>Kills the child where it still runs, and waits until nothing is left of it.</summary>
    public Task EndAsync()
    {
        CloseInput();
        Kill();
        return Ended;
    }

    /// <summary>Ends it at once, and whatever it may have started.</summary>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // Gone already.
        }
        catch (Win32Exception)
        {
            // Going.
        }
        catch (AggregateException)
        {
            // Of what it started not all could be killed.
        }
    }

    private async Task RunAsync()
    {
        // To be a child's reader must not delay whoever starts it.
        await Task.Yield();
        using var reading = new CancellationTokenSource();
        Task output = ReadAsync(process.StandardOutput.BaseStream, isError: false, reading.Token);
        Task errors = ReadAsync(process.StandardError.BaseStream, isError: true, reading.Token);
        Task exit = process.WaitForExitAsync(CancellationToken.None);
        await Task.WhenAny(exit, output).ConfigureAwait(false);
        try
        {
            // Whoever has closed its output is about to end; what does not can report nothing any more.
            await (output.IsCompleted ? exit.WaitAsync(endTimeout) : exit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Tail.Add("it closed its output and did not end");
            Kill();
            await exit.ConfigureAwait(false);
        }

        hasExited = true;

        // Somebody who inherited the pipes may keep them open for ever.
        reading.CancelAfter(endTimeout);
        await Task.WhenAll(output, errors).WaitAsync(endTimeout + TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        CloseInput();
        ExitCode = process.ExitCode;
        process.Dispose();
    }

    private async Task ReadAsync(Stream stream, bool isError, CancellationToken cancellationToken)
    {
        await Task.Yield();
        PipeReader reader = PipeReader.Create(stream);
        try
        {
            bool skipping = false;
            while (true)
            {
                ReadResult read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                ReadOnlySequence<byte> buffer = read.Buffer;
                while (buffer.PositionOf((byte)'\n') is { } end)
                {
                    if (!skipping)
                    {
                        await HandleAsync(buffer.Slice(0, end), isError).ConfigureAwait(false);
                    }

                    skipping = false;
                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                if (buffer.Length > MaxLineBytes)
                {
                    Tail.Add($"a line of more than {MaxLineBytes} bytes");
                    skipping = true;
                    buffer = buffer.Slice(buffer.End);
                }

                if (read.IsCompleted && !buffer.IsEmpty && !skipping)
                {
                    // The child died in the middle of it; what is cut is no JSON, and so proves nothing.
                    await HandleAsync(buffer, isError).ConfigureAwait(false);
                    buffer = buffer.Slice(buffer.End);
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }
        }
        catch (IOException exception)
        {
            Tail.Add(exception.Message);
        }
        catch (OperationCanceledException)
        {
            // The child is gone and its pipes are not.
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    private ValueTask HandleAsync(in ReadOnlySequence<byte> line, bool isError) =>
        handler(this, line.IsSingleSegment ? S5cmdOutput.Read(line.FirstSpan, isError) : S5cmdOutput.Read(line.ToArray(), isError));
}
