import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { documents } from 'virtual:documents'
import Markdown from '../notes/markdown.tsx'
import { Loading } from '../shell/loading.tsx'
import { Page } from '../shell/page.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'

const withoutTitle = (text: string) => text.replace(/^# .*\n/, '')

/** One guide. */
export function DocumentPage() {
  const { t } = useLingui()
  const { name } = useParams({ strict: false }) as { name?: string }
  const document = documents.find(one => one.name === name)
  const read = useQuery({ queryKey: ['document', name], queryFn: () => document?.load() ?? Promise.resolve({ text: '' }) })
  if (!document) return <Page title={t`There is no such guide`}>{null}</Page>
  if (read.error) return <FailureNotice error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <Loading />
  return (
    <Page
      title={document.title}
      head={
        <div className="mr-auto flex min-w-0 flex-col">
          <Link to="/docs" className="text-accent hover:underline">
            {t`Guides`}
          </Link>
          <h1 lang="en" className="text-[1.35em] font-semibold">
            {document.title}
          </h1>
        </div>
      }
    >
      <article lang="en" className="max-w-3xl">
        <Markdown text={withoutTitle(read.data.text)} top={1} />
      </article>
    </Page>
  )
}
