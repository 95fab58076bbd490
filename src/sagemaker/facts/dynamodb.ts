/** Whether a location names a table of DynamoDB: its ARN, its endpoint, or a scheme that people make up for it. */
export function namesTable(location: string): boolean {
  return /^(arn:aws[\w-]*:dynamodb:|dynamodb:|https:\/\/dynamodb\.)/i.test(location);
}
