/** Enough of the RFB protocol (3.8, VNC authentication, raw encoding) to take a picture of a guest's screen. */
import { createCipheriv } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

/** A two-way byte stream, whatever carries it. */
export interface Wire {
  write(bytes: Uint8Array): void
  /** Exactly this many bytes. */
  read(count: number): Promise<Buffer>
}

export interface Picture {
  readonly width: number
  readonly height: number
  /** 4 bytes a pixel: blue, green, red, unused. */
  readonly pixels: Buffer
}

/** DES with the bits of each key byte reversed, as VNC wants it; three equal keys make triple DES single. */
function answerChallenge(challenge: Buffer, password: string): Buffer {
  const key = Buffer.alloc(8)
  key.write(password.slice(0, 8), 'latin1')
  for (const [at, byte] of key.entries()) key[at] = Number.parseInt(byte.toString(2).padStart(8, '0').split('').reverse().join(''), 2)
  return createCipheriv('des-ede3-ecb', Buffer.concat([key, key, key]), null)
    .setAutoPadding(false)
    .update(challenge)
}

/** A guest's screen, open and authenticated. */
export interface Screen {
  /** One full picture. */
  picture(): Promise<Picture>
  /** Presses the keys of these characters, one after the other; `\r` is Enter. */
  type(text: string): void
}

const enterKey = 0xff0d

function keyEvents(text: string): Buffer {
  const events = Array.from(text, char => {
    const keysym = char === '\r' ? enterKey : char.charCodeAt(0)
    return [1, 0].map(down => {
      const event = Buffer.from([4, down, 0, 0, 0, 0, 0, 0])
      event.writeUInt32BE(keysym, 4)
      return event
    })
  })
  return Buffer.concat(events.flat())
}

/** Shakes hands, authenticates and answers one full picture. */
export async function takePicture(wire: Wire, password: string): Promise<Picture> {
  return await (await openScreen(wire, password)).picture()
}

/** Shakes hands and authenticates as a viewer that shares the screen with others. */
export async function openScreen(wire: Wire, password: string): Promise<Screen> {
  const version = (await wire.read(12)).toString('latin1')
  if (!version.startsWith('RFB 003.')) throw new Error(`not an RFB server: ${JSON.stringify(version)}`)
  wire.write(Buffer.from('RFB 003.008\n'))
  const types = await wire.read((await wire.read(1))[0] ?? 0)
  if (types.length === 0) throw new Error((await wire.read((await wire.read(4)).readUInt32BE())).toString())
  const type = types.includes(2) ? 2 : 1
  if (!types.includes(type)) throw new Error(`no security type that we speak among ${[...types].join(',')}`)
  wire.write(Buffer.from([type]))
  if (type === 2) wire.write(answerChallenge(await wire.read(16), password))
  if ((await wire.read(4)).readUInt32BE() !== 0) throw new Error('VNC authentication was refused')
  wire.write(Buffer.from([1]))
  const init = await wire.read(24)
  const width = init.readUInt16BE(0)
  const height = init.readUInt16BE(2)
  await wire.read(init.readUInt32BE(20))

  const format = Buffer.from([0, 0, 0, 0, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0])
  const encodings = Buffer.from([2, 0, 0, 1, 0, 0, 0, 0])
  const request = Buffer.alloc(10)
  request[0] = 3
  request.writeUInt16BE(width, 6)
  request.writeUInt16BE(height, 8)
  wire.write(Buffer.concat([format, encodings]))
  return {
    picture() {
      wire.write(request)
      return readUpdate(wire, width, height)
    },
    type: text => wire.write(keyEvents(text)),
  }
}

async function readUpdate(wire: Wire, width: number, height: number): Promise<Picture> {
  const pixels = Buffer.alloc(width * height * 4)
  for (let missing = width * height; missing > 0;) {
    const head = await wire.read(4)
    if (head[0] !== 0) throw new Error(`unexpected RFB message ${head[0]}`)
    for (let count = head.readUInt16BE(2); count > 0; count -= 1) {
      const rectangle = await wire.read(12)
      const [x, y, w, h] = [0, 2, 4, 6].map(at => rectangle.readUInt16BE(at)) as [number, number, number, number]
      if (rectangle.readInt32BE(8) !== 0) throw new Error('the server sent an encoding that was not asked for')
      for (let row = 0; row < h; row += 1) (await wire.read(w * 4)).copy(pixels, ((y + row) * width + x) * 4)
      missing -= w * h
    }
  }
  return { width, height, pixels }
}

/** How many pixels are not black. */
export function litPixels({ pixels }: Picture): number {
  let lit = 0
  for (let at = 0; at < pixels.length; at += 4) if (pixels[at] || pixels[at + 1] || pixels[at + 2]) lit += 1
  return lit
}

/** The picture as a PNG file. */
export function toPng({ width, height, pixels }: Picture): Buffer {
  const raw = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * 4
      const to = y * (1 + width * 3) + 1 + x * 3
      raw[to] = pixels[from + 2] ?? 0
      raw[to + 1] = pixels[from + 1] ?? 0
      raw[to + 2] = pixels[from] ?? 0
    }
  }
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length, 0)
    frame.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
