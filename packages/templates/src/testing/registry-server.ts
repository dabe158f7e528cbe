import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { OciTestImage } from '@quorate/storage/testing/oci'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

export interface RegistryServer extends AsyncDisposable {
  /** `127.0.0.1:1234` */
  readonly host: string
  /** Answers in place of the registry, by path. */
  readonly instead: Map<string, Answer>
  /** Paths that were asked for, with their query. */
  readonly asked: string[]
  /** Anonymous tokens are asked for. */
  needsToken: boolean
  /** Tags of `team/app`, a page holds two. */
  tags: string[]
  /** Images of `team/app` by tag. */
  readonly images: Map<string, OciTestImage>
}

const repository = '/v2/team/app/'

/** A registry on the loopback address that speaks the distribution API as far as reading goes. */
export async function registryServer(): Promise<RegistryServer> {
  const state = {
    needsToken: false,
    tags: [] as string[],
    instead: new Map<string, Answer>(),
    asked: [] as string[],
    images: new Map<string, OciTestImage>(),
  }
  const pageOf = (url: URL, response: ServerResponse) => {
    const begin = state.tags.indexOf(url.searchParams.get('last') ?? '') + 1
    const tags = state.tags.slice(begin, begin + 2)
    const more = begin + 2 < state.tags.length
    response.writeHead(200, more ? { Link: `<${repository}tags/list?last=${tags.at(-1)}&n=2>; rel="next"` } : {})
    response.end(JSON.stringify({ name: 'team/app', tags }))
  }
  const answer: Answer = (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    state.asked.push(url.pathname + url.search)
    const other = state.instead.get(url.pathname)
    if (other) return other(request, response)
    if (url.pathname === '/token')
      return void response.end(JSON.stringify({ token: `for.${url.searchParams.get('scope')?.replaceAll(/\W/g, '-')}` }))
    if (state.needsToken && request.headers.authorization !== 'Bearer for.repository-team-app-pull') {
      const challenge = `Bearer realm="http://${request.headers.host}/token",service="test",scope="repository:team/app:pull"`
      return void response.writeHead(401, { 'WWW-Authenticate': challenge }).end()
    }
    if (url.pathname === `${repository}tags/list`) return pageOf(url, response)
    const [, kind, name = ''] = /^\/v2\/team\/app\/(manifests|blobs)\/(.+)$/.exec(url.pathname) ?? []
    const image = state.images.get(name) ?? [...state.images.values()].find(one => one.blobs.has(name))
    const data = kind === 'manifests' && state.images.has(name) ? image?.manifest : image?.blobs.get(name)
    if (!image || !data) return void response.writeHead(404).end('{"errors":[]}')
    response.writeHead(200, {
      'Content-Length': data.length,
      ...(kind === 'manifests' && {
        'Content-Type': (JSON.parse(data.toString()) as { mediaType: string }).mediaType,
        'Docker-Content-Digest': data === image.manifest ? image.digest : name,
      }),
    })
    response.end(data)
  }
  const server = createServer(answer)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(state, {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  })
}
