'use client'
import { Failure } from '../../shell/failure.tsx'

/** A page of the shell failed; the rail stays, so one can go elsewhere. */
export default Failure
