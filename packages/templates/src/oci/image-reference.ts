/** Where an image lies. */
export interface ImageReference {
  /** `https://registry-1.docker.io`; on the loopback address by http */
  readonly registry: string
  /** `library/nginx` */
  readonly repository: string
  /** `latest` */
  readonly tag: string
}

const hubNames = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io'])

/** Registries on this machine are tried out without certificates. */
function isLoopback(host: string): boolean {
  return /^(?:localhost|[\w.-]+\.localhost|127(?:\.\d{1,3}){3})(?::\d+)?$/.test(host)
}

/** Reads `quay.io/team/app:1.0`, `nginx`, `localhost:5000/app`, whose form has been checked. Pure. */
export function readReference(text: string): ImageReference {
  const slash = text.indexOf('/')
  const first = slash < 0 ? '' : text.slice(0, slash)
  const named = /[.:]/.test(first) || first === 'localhost'
  const host = named ? first.toLowerCase() : 'docker.io'
  const [path = '', tag = 'latest'] = (named ? text.slice(slash + 1) : text).split(':')
  const hub = hubNames.has(host)
  return {
    registry: hub ? 'https://registry-1.docker.io' : `${isLoopback(host) ? 'http' : 'https'}://${host}`,
    repository: hub && !path.includes('/') ? `library/${path}` : path,
    tag,
  }
}

/** Name of the file that an image is kept in: `nginx_latest.tar`. */
export function imageFileName({ repository, tag }: ImageReference): string {
  return `${repository.replace(/^.*\//, '')}_${tag}.tar`
}
