import autocannon from 'autocannon'

/** A process of its own, so that making the load does not slow what is measured. Prints one JSON line. */
export type Order = { readonly url: string; readonly headers: Record<string, string>; readonly seconds: number }

const order = JSON.parse(process.argv[2] ?? '') as Order
if (new URL(order.url).hostname !== '127.0.0.1') throw new Error('load goes to this machine only')

function fire(duration: number): Promise<number[]> {
  const { promise, resolve, reject } = Promise.withResolvers<number[]>()
  const times: number[] = []
  const options = { url: order.url, headers: order.headers, connections: 20, duration }
  const run = autocannon(options, error => (error ? reject(error) : resolve(times)))
  run.on('response', (_client, status, _bytes, ms) => {
    if (status !== 200) reject(new Error(`${new URL(order.url).pathname} answered ${status}`))
    times.push(ms)
  })
  return promise
}

const started = performance.now()
const times = (await fire(order.seconds)).sort((one, other) => one - other)
if (times.length === 0) throw new Error('not one page came back')
const p95 = times[Math.floor(times.length * 0.95)] ?? Number.NaN
console.log(JSON.stringify({ perSecond: times.length / ((performance.now() - started) / 1000), p95 }))
