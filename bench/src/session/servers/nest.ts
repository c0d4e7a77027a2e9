import 'reflect-metadata'
import { randomBytes } from 'node:crypto'
import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Module,
  Req,
  UnauthorizedException,
  UseGuards,
} from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { Redis } from 'ioredis'
import type { StartWho } from './server.ts'
import { somebody } from './somebody.ts'

type Request = { headers: { cookie?: string }; account?: unknown }

/**
 * NestJS on Express with a guard that gets the session from Redis. Node runs this file as it is, without a compiler for
 * decorators, so they are called as the functions that they are.
 */
export const startNest: StartWho = async ({ redisUrl }) => {
  const redis = new Redis(redisUrl)
  class SessionGuard implements CanActivate {
    async canActivate(context: ExecutionContext): Promise<boolean> {
      const request = context.switchToHttp().getRequest<Request>()
      const kept = await redis.get(`nest:${request.headers.cookie?.slice('sid='.length) ?? ''}`)
      if (kept === null) throw new UnauthorizedException()
      request.account = JSON.parse(kept)
      return true
    }
  }
  class MeController {
    me(request: Request): unknown {
      return request.account
    }
  }
  const method = Object.getOwnPropertyDescriptor(MeController.prototype, 'me') as PropertyDescriptor
  Get('me')(MeController.prototype, 'me', method)
  UseGuards(SessionGuard)(MeController.prototype, 'me', method)
  Req()(MeController.prototype, 'me', 0)
  Controller()(MeController)
  class AppModule {}
  Module({ controllers: [MeController], providers: [SessionGuard] })(AppModule)
  const app = await NestFactory.create(AppModule, { logger: false })
  await app.init()
  return {
    server: app.getHttpServer(),
    async signIn() {
      const token = randomBytes(32).toString('base64url')
      await redis.set(`nest:${token}`, JSON.stringify(somebody))
      return [{ contender: 'nest', path: '/me', headers: { cookie: `sid=${token}` } }]
    },
  }
}
