import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const nodesApt = {
  changelog: endpoint({
    method: 'GET',
    path: '/nodes/{node}/apt/changelog',
    description: 'Show the changelog of a package.',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    proxy: 'node',
    parameters: {
      node,
      name: string({ description: 'Name of the package.', pattern: '(?^:[a-z0-9][-+.a-z0-9:]+)' }),
      version: optional(string({ description: 'Version to show.' })),
    },
    returns: string(),
  }),
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/apt/update',
    description: 'List packages that can be upgraded.',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: array(
      object({
        Arch: string({ enum: ['armhf', 'arm64', 'amd64', 'ppc64el', 'risc64', 's390x', 'all'] }),
        Description: string(),
        NotifyStatus: optional(string()),
        OldVersion: optional(string()),
        Origin: string(),
        Package: string(),
        Priority: string(),
        Section: string(),
        Title: string(),
        Version: string(),
      }),
    ),
  }),
  refresh: endpoint({
    method: 'POST',
    path: '/nodes/{node}/apt/update',
    description: 'Read the package lists anew.',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: 'aptupdate',
    parameters: {
      node,
      notify: optional(boolean({ description: 'Notification settings.', default: false })),
      quiet: optional(boolean({ description: 'Say only what matters.', default: false })),
    },
  }),
  versions: endpoint({
    method: 'GET',
    path: '/nodes/{node}/apt/versions',
    description: 'List the versions of important packages.',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    proxy: 'node',
    parameters: { node },
    returns: array(
      object({
        Arch: string({ enum: ['armhf', 'arm64', 'amd64', 'ppc64el', 'risc64', 's390x', 'all'] }),
        CurrentState: string({ enum: ['Installed', 'NotInstalled', 'UnPacked', 'HalfConfigured', 'HalfInstalled', 'ConfigFiles'] }),
        Description: string(),
        ManagerVersion: optional(string()),
        NotifyStatus: optional(string()),
        OldVersion: optional(string()),
        Origin: string(),
        Package: string(),
        Priority: string(),
        RunningKernel: optional(string()),
        Section: string(),
        Title: string(),
        Version: string(),
      }),
    ),
  }),
}
