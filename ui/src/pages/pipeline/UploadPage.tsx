import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { getPipeline, uploadPipeline } from '../../api/kfp'
import { ApiError } from '../../api/errors'
import { Button, ErrorBox, LinkButton } from '../../parts/basics'
import { PageHead } from '../../parts/page'
import { tell } from '../../parts/Toasts'
import { links, type Query } from '../../router/route'
import { go } from '../../router/useRoute'
import { Diagnostics } from './Diagnostics'
import { DropZone } from './DropZone'
import '../../styles/forms.css'

const LARGEST = 32 * 1024 * 1024

/** Uploads a compiled pipeline, or a new version of one. */
export default function UploadPage({ query }: { query: Query }) {
  const pipelineId = query.pipelineId
  const client = useQueryClient()
  const pipeline = useQuery({
    queryKey: ['pipeline', pipelineId],
    queryFn: () => getPipeline(pipelineId ?? ''),
    enabled: Boolean(pipelineId),
  })
  const [file, setFile] = useState<File>()
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const upload = useMutation({
    mutationFn: (chosen: File) => uploadPipeline({ file: chosen, name: name.trim(), description: description.trim(), pipelineId }),
    onSuccess: (made) => {
      tell(pipelineId ? 'The version is uploaded.' : 'The pipeline is uploaded.')
      void client.invalidateQueries({ queryKey: ['pipelines'] })
      void client.invalidateQueries({ queryKey: ['versions', made.pipeline_id] })
      go(links.pipeline(made.pipeline_id, made.pipeline_version_id))
    },
  })
  const choose = (chosen: File) => {
    setFile(chosen)
    upload.reset()
    if (name === '' || name === baseOf(file?.name)) setName(baseOf(chosen.name))
  }
  const tooLarge = file !== undefined && file.size > LARGEST
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (file && !tooLarge) upload.mutate(file)
  }
  const title = pipelineId ? `New version of ${pipeline.data?.display_name ?? '…'}` : 'Upload a pipeline'
  const diagnostics = upload.error instanceof ApiError ? upload.error.diagnostics : []
  return (
    <div className="page narrow">
      <PageHead title={title} crumbs={[{ label: 'Pipelines', href: links.pipelines() }]}>
        <p className="lead">A file that the kfp SDK compiled: .yaml, .json, or a .zip or .tar.gz around one.</p>
      </PageHead>
      <form className="form" onSubmit={submit}>
        <DropZone file={file} onFile={choose} />
        {tooLarge && <p className="callout failed">The file is larger than 32 MiB, which the server refuses. Is it a compiled pipeline?</p>}
        <div className="form-row">
          <label className="field">
            <span>{pipelineId ? 'Version name' : 'Pipeline name'}</span>
            <input id="newPipelineName" type="text" maxLength={128} value={name} onChange={(event) => setName(event.target.value)} />
          </label>
          <label className="field">
            <span>
              Description <span className="faint">optional</span>
            </span>
            <input type="text" value={description} onChange={(event) => setDescription(event.target.value)} />
          </label>
        </div>
        {upload.error && diagnostics.length > 0 && <Diagnostics diagnostics={diagnostics} />}
        {upload.error && diagnostics.length === 0 && <ErrorBox error={upload.error} title="The pipeline was not accepted" />}
        <div className="form-actions">
          <Button kind="primary" type="submit" icon="upload" id="createNewPipelineOrVersionBtn" disabled={!file || tooLarge || upload.isPending}>
            {upload.isPending ? 'Uploading…' : 'Upload'}
          </Button>
          <LinkButton href={pipelineId ? links.pipeline(pipelineId) : links.pipelines()} kind="quiet">
            Cancel
          </LinkButton>
        </div>
      </form>
    </div>
  )
}

function baseOf(fileName: string | undefined): string {
  return (fileName ?? '').replace(/\.(ya?ml|json|zip|tar\.gz|tgz)$/i, '')
}
