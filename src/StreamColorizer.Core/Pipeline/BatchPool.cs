using System.Threading.Channels;

namespace StreamColorizer.Core.Pipeline;

/// <summary>The few batches of a walk: one being filled, one being colored, one being painted.</summary>
internal sealed class BatchPool
{
    private readonly Channel<Batch> _free = Channel.CreateBounded<Batch>(PipelineOptions.BatchesInFlight);

    public BatchPool(int capacity, int embeddingLength)
    {
        for (var i = 0; i < PipelineOptions.BatchesInFlight; i++)
            _free.Writer.TryWrite(new Batch(this, capacity, embeddingLength));
    }

    public ValueTask<Batch> RentAsync(CancellationToken cancellationToken) => _free.Reader.ReadAsync(cancellationToken);

    public void Return(Batch batch) => _free.Writer.TryWrite(batch);
}
