import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import { constants, createInflate } from 'node:zlib'
import { answerTo } from '../console/vnc/vnc-password.ts'

/** A VNC client for tests: knows raw, hextile and ZRLE in pixels of 32 bits, and changes of size. */
export class VncClient {
  readonly #stream: Duplex
  readonly #inflate = createInflate()
  #received: Buffer = Buffer.alloc(0)
  #ended = false
  width = 0
  height = 0
  title = ''
  /** 0xRRGGBB */
  pixels = new Uint32Array(0)
  /** Rectangles of the last update: `x,y,width,height,encoding`. */
  rectangles: string[] = []
  bells = 0

  constructor(stream: Duplex) {
    this.#stream = stream
    stream.on('data', (data: Buffer) => {
      this.#received = Buffer.concat([this.#received, data])
      stream.emit('test-news')
    })
    stream.on('close', () => {
      this.#ended = true
      stream.emit('test-news')
    })
  }

  async read(count: number): Promise<Buffer> {
    while (this.#received.length < count) {
      if (this.#ended) throw new Error(`the server closed; ${this.#received.length} bytes of ${count} had come`)
      await once(this.#stream, 'test-news')
    }
    const bytes = this.#received.subarray(0, count)
    this.#received = this.#received.subarray(count)
    return bytes
  }

  write(bytes: readonly number[] | Buffer): void {
    this.#stream.write(Buffer.from(bytes))
  }

  async connect(password: string, encodings: readonly number[]): Promise<void> {
    await this.read(12)
    this.write(Buffer.from('RFB 003.008\n'))
    await this.read((await this.read(1))[0] ?? 0)
    this.write([2])
    this.write(answerTo(await this.read(16), password))
    if ((await this.read(4)).readUInt32BE() !== 0) throw new Error((await this.read((await this.read(4)).readUInt32BE())).toString())
    this.write([1])
    const init = await this.read(24)
    this.#resize(init.readUInt16BE(0), init.readUInt16BE(2))
    this.title = (await this.read(init.readUInt32BE(20))).toString()
    this.want(encodings)
  }

  want(encodings: readonly number[]): void {
    const message = Buffer.alloc(4 + encodings.length * 4)
    message[0] = 2
    message.writeUInt16BE(encodings.length, 2)
    for (const [index, encoding] of encodings.entries()) message.writeInt32BE(encoding, 4 + index * 4)
    this.write(message)
  }

  key(keysym: number, down = true): void {
    const message = Buffer.from([4, Number(down), 0, 0, 0, 0, 0, 0])
    message.writeUInt32BE(keysym, 4)
    this.write(message)
  }

  askForSize(width: number, height: number): void {
    const message = Buffer.alloc(24)
    message[0] = 251
    message.writeUInt16BE(width, 2)
    message.writeUInt16BE(height, 4)
    message[6] = 1
    message.writeUInt16BE(width, 16)
    message.writeUInt16BE(height, 18)
    this.write(message)
  }

  request(incremental: boolean): void {
    const message = Buffer.from([3, Number(incremental), 0, 0, 0, 0, 0, 0, 0, 0])
    message.writeUInt16BE(this.width, 6)
    message.writeUInt16BE(this.height, 8)
    this.write(message)
  }

  /** Asks, and waits for the answer. */
  async update(incremental: boolean): Promise<void> {
    this.request(incremental)
    await this.answer()
  }

  async answer(): Promise<void> {
    const type = (await this.read(1))[0]
    if (type === 2) {
      this.bells += 1
      return await this.answer()
    }
    if (type !== 0) throw new Error(`unexpected message ${type}`)
    this.rectangles = []
    for (let count = (await this.read(3)).readUInt16BE(1); count > 0; count -= 1) await this.#rectangle()
  }

  #resize(width: number, height: number): void {
    this.width = width
    this.height = height
    this.pixels = new Uint32Array(width * height)
  }

  async #rectangle(): Promise<void> {
    const head = await this.read(12)
    const [x, y, width, height] = [0, 2, 4, 6].map(at => head.readUInt16BE(at)) as [number, number, number, number]
    const encoding = head.readInt32BE(8)
    this.rectangles.push([x, y, width, height, encoding].join(','))
    if (encoding === -223) return this.#resize(width, height)
    if (encoding === -308) {
      await this.read(4 + 16)
      if (width !== this.width || height !== this.height) this.#resize(width, height)
      return
    }
    const draw = (left: number, top: number, colours: readonly number[], across: number) => {
      for (const [index, colour] of colours.entries())
        this.pixels[(top + Math.floor(index / across)) * this.width + left + (index % across)] = colour
    }
    if (encoding === 0) draw(x, y, await readPixels(this, width * height, 4), width)
    else if (encoding === 5) await readHextile(this, [x, y, width, height], draw)
    else await readZrle(await this.#inflated(), [x, y, width, height], draw)
  }

  async #inflated(): Promise<Source> {
    const compressed = await this.read((await this.read(4)).readUInt32BE())
    const parts: Buffer[] = []
    const collect = (part: Buffer) => parts.push(part)
    this.#inflate.on('data', collect)
    this.#inflate.write(compressed)
    await new Promise<void>(done => this.#inflate.flush(constants.Z_SYNC_FLUSH, done))
    this.#inflate.off('data', collect)
    let rest = Buffer.concat(parts)
    return {
      async read(count) {
        if (rest.length < count) throw new Error(`${count} bytes are wanted, ${rest.length} are left`)
        const bytes = rest.subarray(0, count)
        rest = rest.subarray(count)
        return bytes
      },
    }
  }
}

interface Source {
  read(count: number): Promise<Buffer>
}
type Area = readonly [number, number, number, number]
type Draw = (left: number, top: number, colours: readonly number[], across: number) => void

async function readPixels(source: Source, count: number, length: number): Promise<number[]> {
  const bytes = await source.read(count * length)
  return Array.from({ length: count }, (_, index) => bytes.readUIntLE(index * length, 3))
}

function* tiles([x, y, width, height]: Area, size: number): Generator<Area> {
  for (let top = y; top < y + height; top += size)
    for (let left = x; left < x + width; left += size) yield [left, top, Math.min(size, x + width - left), Math.min(size, y + height - top)]
}

async function readHextile(source: Source, area: Area, draw: Draw): Promise<void> {
  let [paper, ink] = [0, 0]
  for (const [left, top, width, height] of tiles(area, 16)) {
    const flags = (await source.read(1))[0] ?? 0
    if (flags & 1) {
      draw(left, top, await readPixels(source, width * height, 4), width)
      continue
    }
    if (flags & 2) [paper = 0] = await readPixels(source, 1, 4)
    if (flags & 4) [ink = 0] = await readPixels(source, 1, 4)
    draw(left, top, Array<number>(width * height).fill(paper), width)
    for (let runs = flags & 8 ? ((await source.read(1))[0] ?? 0) : 0; runs > 0; runs -= 1) {
      if (flags & 16) [ink = 0] = await readPixels(source, 1, 4)
      const [place = 0, size = 0] = await source.read(2)
      const [across, down] = [(size >> 4) + 1, (size & 15) + 1]
      draw(left + (place >> 4), top + (place & 15), Array<number>(across * down).fill(ink), across)
    }
  }
}

async function readZrle(source: Source, area: Area, draw: Draw): Promise<void> {
  for (const [left, top, width, height] of tiles(area, 64)) {
    const kind = (await source.read(1))[0] ?? 0
    if (kind === 0) {
      draw(left, top, await readPixels(source, width * height, 3), width)
      continue
    }
    const palette = await readPixels(source, kind, 3)
    const bits = kind === 1 ? 0 : kind === 2 ? 1 : kind <= 4 ? 2 : 4
    const colours: number[] = []
    for (let row = 0; row < height; row += 1) {
      const bytes = await source.read(Math.ceil((width * bits) / 8))
      for (let column = 0; column < width; column += 1) {
        const shift = 8 - bits - ((column * bits) & 7)
        const index = bits === 0 ? 0 : ((bytes[(column * bits) >> 3] ?? 0) >> shift) & ((1 << bits) - 1)
        colours.push(palette[index] as number)
      }
    }
    draw(left, top, colours, width)
  }
}
