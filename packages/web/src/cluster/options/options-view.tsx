import { useLingui } from '@lingui/react/macro'
import { Pencil } from 'lucide-react'
import { call } from '../../api/client.ts'
import { planned } from '../../forms/planned-call.ts'
import { useLabels } from '../../labels/use-labels.ts'
import { Notes } from '../../notes/notes.tsx'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Tag } from '../../ui/tag.tsx'
import { tagStyleOf } from '../../ui/tag-style.ts'
import { memberTexts, optionTexts, type OptionKey } from './option-texts.ts'
import { optionChange, optionParts, optionText } from './option-value.ts'
import { useOptions } from './use-options.ts'
import { usePrivileges } from '../../api/use-privileges.ts'
import { MissingNotice } from '../../ui/missing-notice.tsx'

const groups: readonly { readonly id: 'general' | 'tags' | 'login'; readonly keys: readonly OptionKey[] }[] = [
  { id: 'general', keys: ['keyboard', 'console', 'http_proxy', 'mac_prefix', 'max_workers', 'bwlimit', 'next-id'] },
  { id: 'tags', keys: ['tag-style', 'user-tag-access', 'registered-tags'] },
  { id: 'login', keys: ['consent-text'] },
]
const samples = ['prod', 'lab', 'web', 'db', 'backup']

/** The options that hold for all nodes and guests. */
export function OptionsView() {
  const { t, i18n } = useLingui()
  const openPanel = useOpenPanel()
  const may = usePrivileges('/')
  const labels = useLabels()
  const { options, error, refetch } = useOptions()
  if (!may('Sys.Audit')) return <MissingNotice privileges="Sys.Audit" path="/" />
  if (!options) return error ? <FailureNotice error={error} onRetry={() => void refetch()} /> : <Loading />
  // Colours are shown by the preview.
  const shown = (value: unknown) =>
    optionParts(value)
      .filter(({ name }) => name !== 'color-map')
      .map(part =>
        part.name === undefined
          ? part.text
          : `${memberTexts[part.name] ? i18n._(memberTexts[part.name]!.label) : part.name}: ${labels.choice('', part.name, part.text)}`,
      )
      .join(', ')
  const titles = { general: t`General`, tags: t`Tags`, login: t`Login` }
  const style = tagStyleOf(options['tag-style'] as Parameters<typeof tagStyleOf>[0])
  return (
    <div className="grid items-start gap-3 lg:grid-cols-2">
      {groups.map(({ id, keys }) => (
        <Card key={id} title={titles[id]}>
          <Facts>
            {keys.map(key => {
              const label = i18n._(optionTexts[key].label)
              const value = shown(options[key])
              return (
                <Fact key={key} label={label}>
                  <span className="flex items-center gap-2">
                    <bdi className="line-clamp-2 min-w-0 flex-1 break-words">
                      {value || <span className="text-muted">{t`Default`}</span>}
                    </bdi>
                    <IconButton icon={Pencil} label={t`Edit`} aria-label={t`Edit ${label}`} onClick={() => openPanel('edit-option', key)} />
                  </span>
                </Fact>
              )
            })}
          </Facts>
          {id === 'tags' && (
            <div className="flex flex-wrap items-center gap-1.5">
              <span className="mr-1 text-muted">{t`Preview`}</span>
              {[...new Set([...style.colours.keys(), ...samples])].map(name => (
                <Tag key={name} name={name} style={style} />
              ))}
              <Button look="quiet" onClick={() => openPanel('edit-option', 'tag-style')}>{t`Change the look`}</Button>
            </div>
          )}
        </Card>
      ))}
      <Notes
        text={optionText(options.description)}
        plan={({ text }) => planned('PUT /cluster/options', optionChange('description', text))}
        reload={async () => ({ text: optionText(((await call('GET /cluster/options', {})) as Record<string, unknown>).description) })}
      />
    </div>
  )
}
