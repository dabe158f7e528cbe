import { boolean, optional, string } from '@quorate/schema'
import { endpoint, rootOnly } from '../endpoint.ts'
import { node, storageId } from '../parameters.ts'
import { both, needs } from '../permission.ts'

/** An http or https address without credentials. */
const mirror = (description: string) =>
  string({
    description,
    pattern: 'https?://(?:[A-Za-z0-9.-]{1,253}|\\[[0-9a-fA-F:.]{2,45}\\])(?::\\d{1,5})?(?:/[A-Za-z0-9._~+-]{1,255}){0,20}/?',
    maxLength: 1024,
  })

/** Packages of the distribution run their installation scripts as root on the node, so that it takes rights over the node. */
export const buildTemplate = {
  build: endpoint({
    method: 'POST',
    path: '/nodes/{node}/storage/{storage}/build-template',
    description: "Build a container template from a distribution's packages.",
    permission: both(needs('/storage/{storage}', 'Datastore.AllocateTemplate'), needs('/nodes/{node}', 'Sys.Modify')),
    privileged: true,
    proxy: 'node',
    task: { type: 'templatebuild', id: 'distribution' },
    cli: 'pveam build <storage> <distribution>',
    parameters: {
      node,
      storage: storageId,
      distribution: string({ description: 'Whose packages.', enum: ['debian', 'ubuntu', 'devuan'] }),
      release: optional(
        string({
          description: 'Codename or number of the release; the newest stable one when left out.',
          pattern: '[a-z0-9][a-z0-9.]{0,31}',
        }),
      ),
      variant: optional(string({ description: 'How much it holds.', enum: ['standard', 'minimal'], default: 'standard' })),
      include: optional(
        string({
          description: 'More packages, separated by commas.',
          pattern: '[a-z0-9][a-z0-9+.-]{1,99}(?:[,; ][a-z0-9][a-z0-9+.-]{1,99}){0,99}',
        }),
      ),
      mirror: optional(mirror('Archive that packages come from.')),
      'security-mirror': optional(mirror('Archive of security updates; none when only a mirror is given.')),
      'keep-sources': optional(
        boolean({ description: "The template goes on using these archives, not the distribution's public ones.", default: false }),
      ),
      keyring: optional(
        rootOnly(
          string({
            description: 'File with the keys that sign the packages.',
            pattern: '(?:/[A-Za-z0-9._+-]{1,255}){1,30}\\.(?:gpg|pgp|asc)',
          }),
        ),
      ),
      name: optional(
        string({
          description: 'Name of the file, without ending; made of distribution, version and variant when left out.',
          pattern: '[A-Za-z0-9][A-Za-z0-9._+-]{0,199}',
        }),
      ),
    },
  }),
}
