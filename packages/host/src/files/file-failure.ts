import { Failure } from '@quorate/schema'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EEXIST: 'it already exists',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOSPC: 'no space left on device',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is no directory',
  EISDIR: 'it is a directory',
  ENOTEMPTY: 'the directory is not empty',
  EXDEV: 'the target is on another file system',
  EBUSY: 'it is in use',
  ELOOP: 'its symbolic links lead nowhere',
  ENAMETOOLONG: 'the name is too long',
  EOVERFLOW: 'an owner is not in the id map',
  EAGAIN: 'it is being changed, or held, by somebody else',
  EDQUOT: 'disk quota exceeded',
}

export function errorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code
}

/** undefined: an error without a sentence of its own */
export function errorReason(error: unknown): string | undefined {
  return reasons[errorCode(error) ?? '']
}

/** `cannot write /x/y: no space left on device` */
export function fileFailure(action: string, path: string, error: unknown): Failure {
  const reason = errorReason(error)
  return reason ? new Failure(`cannot ${action} ${path}: ${reason}`) : new Failure(`cannot ${action} ${path}`, { cause: error })
}
