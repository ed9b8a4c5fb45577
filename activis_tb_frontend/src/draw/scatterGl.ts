/** Paints dots with WebGL2. All projections share one context, since a browser keeps only a few alive. */

import type { Places } from "./scatterDots";
import { FRAGMENT_SHADER, VERTEX_SHADER } from "./scatterShader";
import { ringedRadii, type Ink, type Painter, type Scene } from "./scatterScene";

interface Device {
  canvas: OffscreenCanvas;
  gl: WebGL2RenderingContext;
  program: WebGLProgram;
}

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

let shared: Device | null | undefined;

/** A painter of the shared context; null without WebGL2 or, unless `allowSoftware`, where the processor would emulate it. */
export function glPainter(allowSoftware = false): Painter | null {
  if (shared === undefined || (shared === null && allowSoftware)) shared = openDevice(allowSoftware);
  return shared === null ? null : painterOn(shared);
}

function openDevice(allowSoftware: boolean): Device | null {
  if (typeof OffscreenCanvas === "undefined") return null;
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext("webgl2", {
    antialias: false,
    depth: false,
    failIfMajorPerformanceCaveat: !allowSoftware,
  });
  if (gl === null) return null;
  const debug = gl.getExtension("WEBGL_debug_renderer_info");
  const renderer = String(gl.getParameter(debug === null ? gl.RENDERER : debug.UNMASKED_RENDERER_WEBGL));
  if (SOFTWARE.test(renderer) && !allowSoftware) return null;
  const program = linkProgram(gl);
  return program === null ? null : { canvas, gl, program };
}

function linkProgram(gl: WebGL2RenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX_SHADER],
    [gl.FRAGMENT_SHADER, FRAGMENT_SHADER],
  ] as const) {
    const shader = gl.createShader(type);
    if (shader === null) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}

function painterOn(device: Device): Painter {
  const { gl, canvas, program } = device;
  const dots = gl.createVertexArray();
  const buffers = [gl.createBuffer(), gl.createBuffer(), gl.createBuffer(), gl.createBuffer()] as const;
  const [places, colors, tiers, order] = buffers;
  const palette = gl.createTexture();
  let loaded: Partial<Scene> = {};
  return {
    paint(context, scene) {
      const { width, height } = context.canvas;
      if (gl.isContextLost() || width === 0 || height === 0) return !gl.isContextLost();
      if (canvas.width < width || canvas.height < height) growTo(canvas, width, height);
      gl.bindVertexArray(dots);
      if (loaded.places !== scene.places) loadAttribute(gl, program, "place", places, scene.places.xy);
      if (loaded.looks !== scene.looks) {
        loadAttribute(gl, program, "color", colors, scene.looks.color);
        loadAttribute(gl, program, "tier", tiers, scene.looks.tier);
        gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, order);
        gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, scene.looks.order, gl.STATIC_DRAW);
      }
      gl.bindTexture(gl.TEXTURE_2D, palette);
      if (loaded.ink !== scene.ink) loadPalette(gl, scene.ink);
      loaded = { places: scene.places, looks: scene.looks, ink: scene.ink };
      drawDots(gl, program, scene, width, height);
      context.clearRect(0, 0, width, height);
      context.drawImage(canvas, 0, canvas.height - height, width, height, 0, 0, width, height);
      return true;
    },
    dispose() {
      buffers.forEach((buffer) => gl.deleteBuffer(buffer));
      gl.deleteVertexArray(dots);
      gl.deleteTexture(palette);
    },
  };
}

function growTo(canvas: OffscreenCanvas, width: number, height: number): void {
  canvas.width = Math.max(canvas.width, width);
  canvas.height = Math.max(canvas.height, height);
}

type Attribute = Places["xy"] | Uint16Array | Uint8Array;

function loadAttribute(
  gl: WebGL2RenderingContext,
  program: WebGLProgram,
  name: string,
  buffer: WebGLBuffer,
  values: Attribute,
): void {
  const location = gl.getAttribLocation(program, name);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
  gl.enableVertexAttribArray(location);
  if (values instanceof Float32Array) gl.vertexAttribPointer(location, 2, gl.FLOAT, false, 0, 0);
  else gl.vertexAttribIPointer(location, 1, values instanceof Uint16Array ? gl.UNSIGNED_SHORT : gl.UNSIGNED_BYTE, 0, 0);
}

function loadPalette(gl: WebGL2RenderingContext, ink: Ink): void {
  const rgba = new Uint8Array([...ink.colors, ink.ring, ink.paper].flatMap((color) => [...color, 255]));
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, rgba.length / 4, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
}

function drawDots(
  gl: WebGL2RenderingContext,
  program: WebGLProgram,
  scene: Scene,
  width: number,
  height: number,
): void {
  const { view, ratio, radius, looks, ink } = scene;
  const uniform = (name: string) => gl.getUniformLocation(program, name);
  gl.useProgram(program);
  gl.viewport(0, 0, width, height);
  gl.clearColor(0, 0, 0, 0);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  gl.uniform3f(uniform("view"), view.k * ratio, view.x * ratio, view.y * ratio);
  gl.uniform2f(uniform("picture"), width, height);
  gl.uniform2f(uniform("size"), radius * ratio, ratio);
  const ringed = ringedRadii(radius * ratio, ratio);
  gl.uniform3f(uniform("ringed"), ringed.fill, ringed.paper, ringed.ring);
  gl.uniform1i(uniform("ring"), ink.colors.length);
  gl.drawElements(gl.POINTS, looks.order.length, gl.UNSIGNED_INT, 0);
}
