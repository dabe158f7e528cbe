import { useLingui } from '@lingui/react/macro'
import { Plus, Trash2 } from 'lucide-react'
import { PickerField } from '../../forms/pickers/picker-field.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { mostLinks, nextLink, type LinkValue } from './link-values.ts'
import type { Membership } from './use-membership.ts'

interface LinkFieldsProps {
  readonly links: readonly LinkValue[]
  readonly own: Membership['addresses']
  readonly errors: Readonly<Record<string, string>>
  readonly onChange: (links: readonly LinkValue[]) => void
  /** The cluster says which links there are: none is added or taken away here. */
  readonly peers?: Readonly<Record<string, string>> | undefined
}

/** By which addresses of this machine the nodes of a cluster reach it. */
export function LinkFields({ links, own, errors, onChange, peers }: LinkFieldsProps) {
  const { t } = useLingui()
  const choices = own.map(one => ({ value: one.address, label: one.address, detail: one.interface }))
  const change = (at: number, values: Partial<LinkValue>) =>
    onChange(links.map((one, index) => (index === at ? { ...one, ...values } : one)))
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-medium">{t`Links`}</legend>
      {links.map(({ link, address, priority }, at) => {
        const peer = peers?.[String(link)]
        return (
          <div key={link} className="flex items-start gap-2">
            <PickerField
              label={t`Address on link ${link}`}
              custom
              choices={choices}
              value={address}
              onChange={value => change(at, { address: value ?? '' })}
              error={errors[`link${link}`]}
              {...(peer !== undefined && { help: t`The node that is asked has ${peer} on it.` })}
              className="flex-1"
            />
            <Field label={t`Priority`} className="w-24">
              {control => (
                <TextInput
                  {...control}
                  inputMode="numeric"
                  placeholder="0"
                  aria-label={t`Priority of link ${link}`}
                  value={priority}
                  onChange={event => change(at, { priority: event.target.value })}
                />
              )}
            </Field>
            {!peers && links.length > 1 && (
              <IconButton
                icon={Trash2}
                label={t`Remove link ${link}`}
                className="mt-[1.45rem]"
                onClick={() => onChange(links.filter((_, index) => index !== at))}
              />
            )}
          </div>
        )
      })}
      {!peers && links.length < mostLinks && (
        <Button
          icon={Plus}
          className="self-start"
          onClick={() => onChange([...links, { link: nextLink(links), address: '', priority: '' }].toSorted((a, b) => a.link - b.link))}
        >{t`Add link`}</Button>
      )}
      <p className="text-[0.86em] text-muted">
        {t`Corosync talks over all links at once and goes on while one works; of several the one with the highest priority carries the traffic.`}
      </p>
    </fieldset>
  )
}
