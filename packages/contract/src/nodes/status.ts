import { array, boolean, integer, number, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'

export const nodesStatus = {
  execute: endpoint({
    method: 'POST',
    path: '/nodes/{node}/execute',
    description: 'Run several API calls one after the other.',
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      commands: string({ description: 'Commands as JSON: a list of objects with method, path and args.', format: 'pve-command-batch' }),
    },
    returns: array(object({})),
  }),
  netstat: endpoint({
    method: 'GET',
    path: '/nodes/{node}/netstat',
    description: "Show the traffic of guests' network devices.",
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    proxy: 'node',
    parameters: { node },
    returns: array(object({})),
  }),
  report: endpoint({
    method: 'GET',
    path: '/nodes/{node}/report',
    description: 'Make a report on the whole node, for support.',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: string(),
  }),
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/status',
    description: 'Show the state of the node.',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    proxy: 'node',
    parameters: { node },
    returns: object(
      {
        'boot-info': object({ mode: string({ enum: ['efi', 'legacy-bios'] }), secureboot: optional(boolean()) }),
        cpu: number(),
        cpuinfo: object({ cores: integer(), cpus: integer(), model: string(), sockets: integer() }),
        'current-kernel': object({ machine: string(), release: string(), sysname: string(), version: string() }),
        loadavg: array(string()),
        memory: object({ available: integer(), free: integer(), total: integer(), used: integer() }),
        pveversion: string(),
        rootfs: object({ avail: integer(), free: integer(), total: integer(), used: integer() }),
      },
      { additionalProperties: true },
    ),
  }),
  command: endpoint({
    method: 'POST',
    path: '/nodes/{node}/status',
    description: 'Reboot the node or shut it down.',
    permission: needs('/nodes/{node}', 'Sys.PowerMgmt'),
    privileged: true,
    proxy: 'node',
    inRunner: true,
    parameters: { node, command: string({ description: 'What the node does.', enum: ['reboot', 'shutdown'] }) },
  }),
  version: endpoint({
    method: 'GET',
    path: '/nodes/{node}/version',
    description: 'Show the version.',
    permission: anyUser,
    proxy: 'node',
    parameters: { node },
    returns: object({ release: string(), repoid: string(), version: string() }),
  }),
  wake: endpoint({
    method: 'POST',
    path: '/nodes/{node}/wakeonlan',
    anywhere: true,
    description: 'Wake a node by network.',
    permission: needs('/nodes/{node}', 'Sys.PowerMgmt'),
    privileged: true,
    cli: 'pvenode wakeonlan <node>',
    parameters: { node },
    returns: string(),
  }),
}
