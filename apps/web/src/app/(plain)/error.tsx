'use client'
import { Failure } from '../../shell/failure.tsx'

export default Failure
