/**
 * A process for one access to a file of a container. What is mounted there may keep whoever looks at it waiting for ever;
 * then this process is killed, and nothing else waits.
 */
import { failureText } from '@quorate/schema/failure'
import { accessFile } from './access-file.ts'
import { requestVariable, type FileRequest } from './file-request.ts'
import { openGuestRoot } from './open-guest-root.ts'

try {
  const { root, access } = JSON.parse(process.env[requestVariable] ?? '') as FileRequest
  using files = openGuestRoot(root)
  await accessFile(files, access, process.stdin, process.stdout)
} catch (error) {
  process.stderr.write(failureText(error))
  process.exitCode = 1
}
