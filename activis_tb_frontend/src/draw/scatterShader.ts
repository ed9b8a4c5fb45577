/** The WebGL2 program that draws a dot as the stamps of the processor's painter do. */

import { EDGED_FROM, EDGE_SHADE, FADED_ALPHA, FADED_SIZE, RING } from "./scatterScene";

export const VERTEX_SHADER = `#version 300 es
in vec2 place;
in uint color;
in uint tier;
uniform vec3 view;
uniform vec2 picture;
uniform vec2 size;
uniform int ring;
uniform sampler2D palette;
flat out vec3 fill;
flat out vec3 edge;
flat out vec4 shape; // outer radius, inner radius, alpha, half of the point's size
void main() {
  vec2 pixel = view.x * place + view.yz;
  gl_Position = vec4(2.0 * pixel.x / picture.x - 1.0, 1.0 - 2.0 * pixel.y / picture.y, 0.0, 1.0);
  float radius = size.x, ratio = size.y;
  fill = texelFetch(palette, ivec2(int(color), 0), 0).rgb;
  edge = fill * ${(1 - EDGE_SHADE).toFixed(3)};
  shape = vec4(radius, radius < ${EDGED_FROM.toFixed(3)} * ratio ? radius : radius - ratio, 1.0, 0.0);
  if (tier == 0u) shape.xyz = vec3(vec2(radius * ${FADED_SIZE.toFixed(3)}), ${FADED_ALPHA.toFixed(3)});
  if (tier == 2u) {
    edge = texelFetch(palette, ivec2(ring, 0), 0).rgb;
    shape.xy = radius + vec2(0.5, -0.5) * ${RING.toFixed(3)} * ratio;
  }
  shape.w = shape.x + 1.0;
  gl_PointSize = 2.0 * shape.w;
}`;

export const FRAGMENT_SHADER = `#version 300 es
precision highp float;
flat in vec3 fill;
flat in vec3 edge;
flat in vec4 shape;
out vec4 painted;
void main() {
  float distance = length(gl_PointCoord * 2.0 - 1.0) * shape.w;
  float outer = clamp(shape.x + 0.5 - distance, 0.0, 1.0);
  float inner = clamp(shape.y + 0.5 - distance, 0.0, 1.0);
  painted = vec4(fill * inner + edge * (outer - inner), outer) * shape.z;
}`;
