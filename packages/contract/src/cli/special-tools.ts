import { boolean, string } from '@quorate/schema'
import { special, type SpecialCommandSpec } from './special-command.ts'

export const toolsSpecialCommands: readonly SpecialCommandSpec[] = [
  special('pveperf [PATH]', 'Measure processor, disk and name resolution.'),
  special('pvesh create <api_path>', 'Call POST on an API path.', {
    noproxy: boolean({ description: 'Run here, whatever node the path names.' }),
  }),
  special('pvesh delete <api_path>', 'Call DELETE on an API path.', {
    noproxy: boolean({ description: 'Run here, whatever node the path names.' }),
  }),
  special('pvesh get <api_path>', 'Call GET on an API path.', {
    noproxy: boolean({ description: 'Run here, whatever node the path names.' }),
  }),
  special('pvesh ls <api_path>', 'List what lies below an API path.', {
    noproxy: boolean({ description: 'Run here, whatever node the path names.' }),
  }),
  special('pvesh set <api_path>', 'Call PUT on an API path.', {
    noproxy: boolean({ description: 'Run here, whatever node the path names.' }),
  }),
  special('pvesh usage <api_path>', 'Show parameters and answer of an API path.', {
    command: string({ description: 'Only this method.', enum: ['create', 'delete', 'get', 'set'] }),
    returns: boolean({ description: 'Also show the answer.' }),
    verbose: boolean({ description: 'Show more.' }),
  }),
  special('pvesubscription set-offline-key <data>', 'Set a signed subscription without a connection.'),
  special('pveum user tfa delete <userid>', 'Remove one or all second factors of a user.', { id: string({ description: 'Id.' }) }),
  special('pveum user tfa list [<userid>]', 'List second factors.'),
  special('pveum user token permissions <userid> <tokenid>', 'Show the effective privileges of a token.', {
    path: string({ description: 'Only this object path.' }),
  }),
]
