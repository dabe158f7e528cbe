import type { TaskHandle } from '@quorate/contract'
import type { Host } from '@quorate/host'
import { layerWhiteouts, openLayer, type OciImage } from '@quorate/storage'
import { applyWhiteouts } from './apply-whiteouts.ts'
import { unpackCommand } from './confined-tar.ts'
import { runUnpacker } from './run-unpacker.ts'
import { checkUnpacked, type UnpackRequest } from './unpack-archive.ts'

/** Marks are no files; device nodes are made anew at every start. */
const left = ['*/.wh.*', '.wh.*', './dev/*', 'dev/*', '/dev/*']

/** Unpacks the layers of an image, the lowest first: what a layer takes away goes before its files come. */
export async function unpackImage(
  host: Pick<Host, 'start' | 'openRoot' | 'files'>,
  task: TaskHandle,
  image: OciImage,
  request: Omit<UnpackRequest, 'packing'>,
): Promise<void> {
  const { what, path, target, idMap, ignoreErrors, rateMBps } = request
  const { signal } = task
  const { total: most } = await host.files.usage(target)
  const all = image.layers.reduce((sum, layer) => sum + layer.length, 0)
  let before = 0
  for (const [at, layer] of image.layers.entries()) {
    const open = () => openLayer(what, path, layer, { signal, most })
    task.log(`layer ${at + 1} of ${image.layers.length}: ${layer.digest}`)
    const whiteouts = await layerWhiteouts(what, open())
    if (whiteouts.length) {
      using files = host.openRoot(target, idMap)
      await applyWhiteouts(files, whiteouts)
    }
    const unpacked = await runUnpacker(host, unpackCommand(idMap, target, 'none', left), open(), {
      signal,
      ...(rateMBps === undefined ? {} : { bytesPerSecond: rateMBps * 2 ** 20 }),
    })
    checkUnpacked(task, what, unpacked, ignoreErrors)
    before += layer.length
    task.progress(before, all, 'bytes', 'unpacking')
  }
}
