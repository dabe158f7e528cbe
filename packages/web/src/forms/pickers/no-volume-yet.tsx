import { useLingui } from '@lingui/react/macro'
import { storageAddress } from '../../addresses.ts'

interface NoVolumeYetProps {
  readonly node: string
  readonly storage: string
  /** The storage's tab where such volumes are brought. */
  readonly tab: string
}

/** Under an empty list of volumes: where to get one. In a tab of its own, so that what is filled in stays. */
export function NoVolumeYet({ node, storage, tab }: NoVolumeYetProps) {
  const { t } = useLingui()
  return (
    <>
      {t`There is none on ${storage} yet.`}{' '}
      <a href={storageAddress(node, storage, tab)} target="_blank" rel="noopener" className="text-accent hover:underline">
        {t`Get one in a new tab`}
      </a>
    </>
  )
}
